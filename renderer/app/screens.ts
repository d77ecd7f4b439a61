/** The screens besides the chat: the first load does not carry them; once it is drawn and nothing else is done they are read ahead. */
import { type ComponentType, lazy, type LazyExoticComponent } from 'react'

const ahead: (() => Promise<unknown>)[] = []

function screen<P extends object>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  ahead.push(load)
  return lazy(async () => ({ default: await load() }))
}

export const CheckPanel = screen(async () => (await import('../features/check/CheckPanel.tsx')).CheckPanel)
export const NotesPanel = screen(async () => (await import('../features/notes/NotesPanel.tsx')).NotesPanel)
export const GrowthPanel = screen(async () => (await import('../features/growth/GrowthPanel.tsx')).GrowthPanel)
export const HistoryPanel = screen(async () => (await import('../features/history/HistoryPanel.tsx')).HistoryPanel)
export const AnswerersPanel = screen(async () => (await import('../features/answerers/AnswerersPanel.tsx')).AnswerersPanel)
export const ComparePanel = screen(async () => (await import('../features/compare/ComparePanel.tsx')).ComparePanel)
export const SourcesPanel = screen(async () => (await import('../features/sources/SourcesPanel.tsx')).SourcesPanel)
export const ReaderPanel = screen(async () => (await import('../features/sources/ReaderPanel.tsx')).ReaderPanel)
export const SettingsPanel = screen(async () => (await import('../features/settings/SettingsPanel.tsx')).SettingsPanel)
export const BackupsPanel = screen(async () => (await import('../features/backups/BackupsPanel.tsx')).BackupsPanel)

// The editor and all that goes with it are large: they load when rules are first looked at, and not before.
export const RulesPanel = lazy(() => import('../features/rules/screen/RulesPanel.tsx'))

/** Reads the other screens ahead; one that fails is asked for again when it is shown. */
export function readScreensAhead(): void {
  const run = (): void => {
    for (const load of ahead) load().catch(() => undefined)
  }
  // Safari has no idle callback.
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 3000 })
  else setTimeout(run, 1000)
}
