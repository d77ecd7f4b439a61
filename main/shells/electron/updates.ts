/** Looks for new versions, once the person has turned it on; until then nothing of it is even loaded. */
import type { Log } from '../../core/ports.ts'

/** The part of electron-updater that is used. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  on(event: 'update-downloaded', listener: (info: { version: string }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  checkForUpdates(): Promise<{ updateInfo: { version: string } } | null>
}

export interface UpdatesOptions {
  /** Installed apps have a feed; a copy that runs from its sources has none. */
  readonly packaged: boolean
  readonly log: Pick<Log, 'write'>
  load(): Promise<Updater>
  /** What there is to say has changed. */
  onChange(): void
}

export interface Updates {
  set(on: boolean): void
  say(): string
}

const DAY = 24 * 3600_000
const SOURCES = 'This copy runs from its sources: it is brought up to date there.'
const OFF = 'Off: no server is asked for new versions.'
const ON = 'Looks for a new version at the start and once a day.'

export function createUpdates({ packaged, log, load, onChange }: UpdatesOptions): Updates {
  let on = false
  let said = ON
  let timer: ReturnType<typeof setInterval> | undefined
  let updater: Promise<Updater> | undefined
  const tell = (sentence: string): void => {
    said = sentence
    onChange()
  }
  const loaded = (): Promise<Updater> =>
    (updater ??= load().then(
      (found) => {
        found.autoDownload = true
        found.autoInstallOnAppQuit = true
        found.on('update-downloaded', ({ version }) => tell(`Version ${version} is here and is put in when you quit.`))
        found.on('error', (error) => log.write('warn', 'update.failed', { message: error.message }))
        return found
      },
      (error: unknown) => {
        updater = undefined
        throw error
      },
    ))
  const look = async (): Promise<void> => {
    try {
      await (await loaded()).checkForUpdates()
    } catch (error) {
      log.write('warn', 'update.failed', { message: error instanceof Error ? error.message : String(error) })
      if (on) tell('The last look for a new version found no answer; it is tried again tomorrow.')
    }
  }
  return {
    say: () => (packaged ? (on ? said : OFF) : SOURCES),
    set: (wanted) => {
      if (on === wanted) return
      on = wanted
      clearInterval(timer)
      if (!on) {
        // What was fetched already is not put in behind the person's back.
        updater?.then((found) => (found.autoInstallOnAppQuit = false), () => undefined)
        return
      }
      said = ON
      if (!packaged) return
      updater?.then((found) => (found.autoInstallOnAppQuit = true), () => undefined)
      void look()
      timer = setInterval(() => void look(), DAY)
      timer.unref?.()
    },
  }
}
