/** Light, dark, or as the system has it; set on the root before the first paint. */
import type { Settings } from '../../shared/model/settings.ts'
import { remembered } from '../core/remembered.ts'

type Appearance = Settings['appearance']

const dark = matchMedia('(prefers-color-scheme: dark)')
let wanted: Appearance = 'system'

function paint(): void {
  document.documentElement.dataset['theme'] = wanted === 'system' ? (dark.matches ? 'dark' : 'light') : wanted
}

export function setAppearance(appearance: Appearance): void {
  wanted = appearance
  paint()
}

/** The appearance of last time, until the settings are read. */
export function startTheme(): void {
  const known = remembered('appearance')
  wanted = known === 'light' || known === 'dark' ? known : 'system'
  dark.addEventListener('change', paint)
  paint()
}
