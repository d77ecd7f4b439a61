/** Who may import whom: the walls of docs/ARCHITECTURE.md, each with its reason. scripts/layering.test.ts plants a violation of each. */
const notTest = '\\.test\\.tsx?$'
const npm = 'node_modules/'
/** An npm package that is none of these (by folder under node_modules). */
const packagesOtherThan = (...names) => `${npm}(?!(${names.join('|')})/)`

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const source = (path, more = []) => ({ path, pathNot: [notTest, ...more] })

export default {
  forbidden: [
    rule('no-cycles', 'Two files that need each other are one file, or miss a third that both need. Types may be told back and forth.',
      {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('no-unresolvable', 'What cannot be found cannot be shipped.',
      {}, { couldNotResolve: true, pathNot: '^(electron|sqlite-vec|virtual:.*)$' }),
    rule('product-not-tools', 'Product code must run where tests, benches and scripts are not.',
      source('^(main|renderer|shared)/'), { path: '^(bench|e2e|fixtures|scripts|docs)/|' + notTest }),

    rule('shared-imports-shared', 'shared/ runs anywhere: in a browser, a worker, a core. Nothing of one runtime may stand behind it.',
      source('^shared/'), { path: '^(main|renderer)/' }),
    rule('shared-no-node', 'shared/ runs where there is no Node.',
      source('^shared/'), { dependencyTypes: ['core'] }),
    rule('shared-few-libraries', 'Every library of shared/ is carried by the screen and the core alike, so there are few: zod and @noble/hashes.',
      source('^shared/', ['^shared/(logic|contract)/']), { path: packagesOtherThan('zod', '@noble/hashes') }),
    rule('shared-logic-libraries', 'The rule language adds its parser runtime and nothing else.',
      source('^shared/logic/'), { path: packagesOtherThan('zod', '@noble/hashes', '@lezer/lr', '@lezer/common', '@lezer/highlight') }),
    rule('shared-contract-libraries', 'The contract is read by both ends; only the contract half of oRPC belongs there.',
      source('^shared/contract/'), { path: packagesOtherThan('zod', '@noble/hashes', '@orpc/contract', '@orpc/client') }),

    rule('core-imports-core', 'The core runs behind any shell: the world arrives as ports, never as an import.',
      source('^main/core/'), { path: '^(main/(?!core/)|renderer/)' }),
    rule('core-no-node', 'A core without I/O can be tested without a disk and run without a desk.',
      source('^main/core/'), { dependencyTypes: ['core'] }),
    rule('core-pure-libraries', 'Only libraries that compute: what reads files, opens sockets or draws comes through a port.',
      source('^main/core/'), { path: `${npm}(better-sqlite3|sqlite-vec|electron|ws|z3-solver|clingo-wasm|pdfjs-dist|linkedom|defuddle|@langchain|react|react-dom|vite|playwright-core)/` }),

    rule('adapters-stay-apart', 'An adapter that needs another is a core in disguise: the shell joins them.',
      source('^main/adapters/([^/]+)/'), { path: '^main/adapters/[^/]+/', pathNot: '^main/adapters/$1/' }),
    rule('adapters-know-ports', 'An adapter implements a port. Of the core it sees ports.ts, and otherwise types and the pure functions a worker runs for the core.',
      source('^main/adapters/'), {
        path: '^(main/core/|renderer/)',
        pathNot: ['^main/core/ports\\.ts$', '^main/core/(logic|checking|sources|knowledge|history)/'],
        dependencyTypesNot: ['type-only'],
      }),
    rule('adapters-below-shells', 'Shells are imported by none: what two shells share belongs below them.',
      source('^main/(adapters/|core/|config\\.ts)'), { path: '^main/shells/' }),
    rule('shells-stay-apart', 'A shell is one way in. What two ways share stands in main/shells/ itself. Only the packaged app is every way in at once.',
      source('^main/shells/([^/]+)/', ['^main/shells/electron/electron\\.ts$']), { path: '^main/shells/[^/]+/', pathNot: ['^main/shells/$1/', '^main/shells/(browser|mcp)/'] }),
    rule('main-not-renderer', 'The core side knows the screen only by the contract.',
      source('^main/'), { path: '^renderer/' }),

    rule('langchain-in-models', 'LangChain is slow to import and changes often: one folder knows it.',
      source('^(main|shared|renderer)/', ['^main/adapters/models/']), { path: `${npm}(@langchain|langchain)/` }),
    rule('sqlite-in-store', 'One folder writes SQL, or two will disagree.',
      source('^(main|shared|renderer)/', ['^main/adapters/store/']), { path: `${npm}(better-sqlite3|sqlite-vec)/`, dependencyTypesNot: ['type-only'] }),
    rule('electron-in-its-shell', 'Everything outside the Electron shell runs where there is no Electron.',
      source('^(main|shared|renderer)/', ['^main/shells/electron/']), { path: `^electron$|${npm}electron/` }),
    rule('preload-stays-tiny', 'The preload stands between the page and the system: what it does not carry cannot be turned against either.',
      source('^main/shells/electron/preload/'), { pathNot: ['^shared/contract/desktop(Channels)?\\.ts$', `^electron$|${npm}electron/`] }),
    rule('heavy-loads-lazily', 'These cost up to a second and hundreds of megabytes: they load by dynamic import or in a worker, when first needed.',
      source('^main/', ['Worker\\.ts$', '^main/adapters/(models|solver|files|parsing)/']),
      { path: `${npm}(@langchain/.*|langchain|pdfjs-dist|z3-solver|clingo-wasm|defuddle|linkedom)/`, dynamic: false, dependencyTypesNot: ['type-only'] }),

    rule('renderer-imports-shared', 'The screen asks the core by the contract; it shares nouns with it and nothing else.',
      source('^renderer/'), { path: '^main/' }),
    rule('renderer-no-node', 'The screen runs in a sandbox.',
      source('^renderer/'), { dependencyTypes: ['core'] }),
    rule('features-stay-apart', 'A feature that needs another is composed with it in renderer/app.',
      source('^renderer/features/([^/]+)/'), { path: '^renderer/features/', pathNot: '^renderer/features/$1/' }),
    rule('ui-knows-no-store', 'The kit is stateless: it takes props, so that every view can be shown alone.',
      source('^renderer/ui/'), { path: `^renderer/(app|core|features)/|${npm}(zustand|@orpc)/` }),
    rule('core-below-features', 'The client is below the features, and the features below the app.',
      source('^renderer/(core|features)/'), { path: '^renderer/app/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|\\.cache)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.tools.json' },
    builtInModules: { add: ['node:sqlite'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
    skipAnalysisNotInRules: true,
  },
}
