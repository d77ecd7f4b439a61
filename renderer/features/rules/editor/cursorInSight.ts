/** Keeps the line being written in sight when something takes room from the editor: the bar for unsaved changes below it, a mistake that is spelled out above the cursor. */
import type { Extension } from '@codemirror/state'
import { EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view'

/** Pixels around the cursor's line, so that what is wrong with it, said below it, is seen too. (As `scrollMargins` they would count as covered, and no completion would be shown there.) */
const ROOM = 72

class CursorInSight implements PluginValue {
  readonly #view: EditorView
  /** Whether the cursor was in sight when last looked at. */
  #seen = false
  /** Whether the editor or what is in it has changed its size since. */
  #resized = false

  constructor(view: EditorView) {
    this.#view = view
    view.scrollDOM.addEventListener('scroll', this.#look, { passive: true })
    this.#look()
  }

  update(update: ViewUpdate): void {
    if (update.geometryChanged) this.#resized = true
    if (update.geometryChanged || update.selectionSet || update.docChanged || update.focusChanged) this.#look()
  }

  readonly #look = (): void => {
    this.#view.requestMeasure({
      key: this,
      /** Pixels that the cursor's line lies below (or, negative, above) what is in sight; 0 when it is in sight. */
      read: (view) => {
        const cursor = view.coordsAtPos(view.state.selection.main.head)
        const room = view.scrollDOM.getBoundingClientRect()
        if (!cursor || room.height === 0) return undefined
        return cursor.bottom > room.bottom ? cursor.bottom - room.bottom : cursor.top < room.top ? cursor.top - room.top : 0
      },
      write: (out, view) => {
        const back = this.#resized && this.#seen && view.hasFocus && out !== undefined && out !== 0
        this.#resized = false
        if (back) view.scrollDOM.scrollTop += out + Math.sign(out) * ROOM
        this.#seen = back || out === 0
      },
    })
  }

  destroy(): void {
    this.#view.scrollDOM.removeEventListener('scroll', this.#look)
  }
}

export const cursorInSight: Extension = [EditorView.cursorScrollMargin.of({ x: 5, y: ROOM }), ViewPlugin.fromClass(CursorInSight)]
