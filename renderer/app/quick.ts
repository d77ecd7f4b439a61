/** The small window of the quick question: one field, and what it holds is asked in the main window. */
import { desktop } from '../core/desktop.ts'
import { startTheme } from './theme.ts'

startTheme()
const field = document.querySelector('textarea')
field?.focus()
window.addEventListener('keydown', (event) => {
  if (event.isComposing) return
  if (event.key === 'Escape') void desktop?.ask('quick.close', undefined)
  if (event.key !== 'Enter' || event.shiftKey) return
  event.preventDefault()
  const text = field?.value.trim() ?? ''
  if (text !== '') void desktop?.ask('quick.ask', { text })
})
