/** Lint rules: strict TypeScript, hooks in the renderer, and the absences that no type checker sees (no process in the core, no console in the app). */
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const node = Object.fromEntries(
  ['process', 'console', 'URL', 'setTimeout', 'clearTimeout', 'fetch', 'AbortController', 'AbortSignal', 'Buffer', 'structuredClone', 'performance', 'TextDecoder', 'TextEncoder'].map((name) => [name, 'readonly']),
)
/** What a person would have to know of the machine; the core gets it as ports. */
const machine = ['process', 'Buffer', '__dirname', '__filename', 'require', 'fetch', 'WebSocket', 'setImmediate', 'window', 'document', 'localStorage', 'navigator'].map(
  (name) => ({ name, message: 'The core and shared code touch the world only through ports.' }),
)
const noEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Adapters are told what they need by their arguments; the environment is read once, in main/config.ts.',
}

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', '.cache/', 'coverage/', 'screenshots/', '**/*.generated.ts', '**/*.generated.js', 'assets/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strict],
    languageOptions: {
      parserOptions: {
        project: ['shared/tsconfig.json', 'main/tsconfig.json', 'main/shells/electron/preload/tsconfig.json', 'renderer/tsconfig.json', 'tsconfig.tools.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'suite', 'describe', 'it', 'before', 'after', 'beforeEach', 'afterEach'] }] }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true }],
      // With noUncheckedIndexedAccess an index that a loop has bounded needs it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `type` and `interface` are both fine; a void return in a union is how callbacks are typed.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Tables of counters are deleted from by key.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // Stand-ins for classes of the browser that a library only names.
      '@typescript-eslint/no-extraneous-class': ['error', { allowEmpty: true }],
      // A schema and its type share a name: `export const Claim` and `export type Claim`.
      '@typescript-eslint/no-redeclare': 'off',
      // A declaration file of ours for a module that has none.
      '@typescript-eslint/triple-slash-reference': ['error', { path: 'always' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'off',
    },
  },
  {
    files: ['shared/**/*.ts', 'main/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', ...machine], 'no-console': 'error' },
  },
  {
    files: ['main/adapters/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*Worker.ts'],
    rules: { 'no-restricted-properties': ['error', noEnvironment], 'no-console': 'error' },
  },
  // It mutes what pdfjs says on the console while it loads.
  { files: ['main/adapters/parsing/pdfText.ts'], rules: { 'no-console': 'off' } },
  { files: ['main/shells/**/*.ts'], ignores: ['**/*.test.ts'], rules: { 'no-console': 'error' } },
  { files: ['renderer/**/*.ts', 'renderer/**/*.tsx'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: { globals: node },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { caughtErrors: 'none' }] },
  },
)
