/** Puts the world behind the core's ports and opens it on a workspace: the one place where all adapters meet. */
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { createLocalFiles } from '../adapters/files/localFiles.ts'
import { createRuleFiles } from '../adapters/files/ruleFiles.ts'
import { createLog } from '../adapters/log/createLog.ts'
import { createRedaction } from '../adapters/log/redact.ts'
import { createParser } from '../adapters/parsing/createParser.ts'
import { createRulesDesk } from '../adapters/solver/createRulesDesk.ts'
import { printPdf } from '../adapters/printing/printPdf.ts'
import { createBackups } from '../adapters/store/backup/createBackups.ts'
import { openDamagedStore, openStore } from '../adapters/store/openStore.ts'
import { systemClock, ulids } from '../adapters/system.ts'
import type { Config } from '../config.ts'
import { createCore } from '../core/createCore.ts'
import { Problem } from '../../shared/problem.ts'
import { problemSentence } from '../../shared/problemSentence.ts'
import type { Ports, Secrets, Store } from '../core/ports.ts'
import { stayingSources } from '../core/sources/stayingSources.ts'
import { checkerNamed } from './checkers.ts'
import type { CoreClient } from './coreClient.ts'
import { lazyModels } from './lazyModels.ts'
import { appVersion, sampleFolder, sampleRulesFolder } from './places.ts'
import { workspaceSecrets } from './workspaceSecrets.ts'
import { rulesThread } from './rules/rulesThread.ts'
import { threadLogic } from './rules/threadLogic.ts'

export interface OpenCore {
  readonly router: ReturnType<typeof createCore>['router']
  /** In this process, with no wire between. */
  readonly client: CoreClient
  readonly ports: Ports
  /** Ends what is running, each turn in the history, and lets go of the workspace. */
  close(): Promise<void>
}

/** What a shell may put in the place of what is usual. */
export interface OpenCoreOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Where keys come from; each is told to `onSecret` as soon as it is known, so that the log can take it out. */
  readonly secrets?: (onSecret: (key: string) => void) => Secrets
  /** Called after a restore was decided: the core is to be closed, and the workspace opened again. */
  readonly restart?: () => void
  /** A damaged database opens as an empty one that refuses every write, so that a backup can be restored. */
  readonly rescue?: boolean
}

/** What is damaged is left as it is; with `rescue` the core runs beside it, without it. */
function openStoreOr(rescue: boolean, folder: string, around: Parameters<typeof openStore>[1]): { store: Store; damage?: string } {
  try {
    return { store: openStore(folder, around) }
  } catch (error) {
    if (!rescue || !(error instanceof Problem) || error.code !== 'workspace.corrupt') throw error
    const damage = problemSentence(error.toShape())
    around.log.write('error', 'workspace.damaged', { damage })
    return { store: openDamagedStore(folder, error.detail ?? folder), damage }
  }
}

/**
 * Opens the workspace in `folder` for this process alone.
 * Throws what `openStore` throws: `workspace.locked`, `workspace.corrupt`, `workspace.newer`, `disk.full`, `disk.read-only`.
 */
export async function openCore(folder: string, config: Pick<Config, 'log' | 'checker'>, { env = process.env, secrets: givenSecrets, restart = () => undefined, rescue = false }: OpenCoreOptions = {}): Promise<OpenCore> {
  const clock = systemClock
  const redaction = createRedaction()
  const log = createLog({ folder: join(folder, 'logs'), level: config.log, clock, redaction })
  const { store, damage } = openStoreOr(rescue, folder, { clock, log })
  const secrets = givenSecrets?.(redaction.add) ?? workspaceSecrets({ folder, env, log, onSecret: redaction.add })
  const models = lazyModels(secrets)
  const checker = await checkerNamed(config.checker, () => ({ servers: store.read.settings().servers, models, stays: (source) => stayingSources(store.read)(source) })).catch((error: unknown) => {
    store.close()
    throw error
  })
  const parser = createParser()
  const rules = rulesThread()
  const desk = createRulesDesk()
  const ports: Ports = {
    clock,
    newId: ulids(clock),
    log,
    store,
    files: createLocalFiles({ workspace: folder, sampleFolder }),
    parser,
    models,
    secrets,
    checker,
    logic: threadLogic(rules, log),
    ruleFiles: createRuleFiles({ workspace: folder, sampleFolder: sampleRulesFolder }),
    desk,
    printPdf,
    ankiPackage: async (...given) => (await import('../adapters/store/anki/ankiPackage.ts')).ankiPackage(...given),
    backups: createBackups({ workspace: folder, app: appVersion(), onDamage: (say) => {
        store.refuseWrites(say)
        // Opened again it shows the backups to go back to.
        restart()
      } }),
    restart,
    about: { version: appVersion(), workspace: folder, ...(damage === undefined ? {} : { damage }) },
  }
  const core = createCore(ports)
  log.write('info', 'core.opened', { version: ports.about.version })
  return {
    router: core.router,
    client: createRouterClient(core.router) as unknown as CoreClient,
    ports,
    close: async () => {
      await core.close()
      await Promise.all([parser.close(), rules.close(), desk.close()])
      store.close()
      log.write('info', 'core.closed')
      log.close()
    },
  }
}
