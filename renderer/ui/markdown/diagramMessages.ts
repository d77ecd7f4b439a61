/** What passes between the screen and the hidden frame that draws diagrams, and the limits of a diagram. */

/** UTF-16 units of a source; larger ones would hold the screen up and show nothing that can be read. */
export const LONGEST_DIAGRAM = 20_000
export const MOST_EDGES = 250
/** Of the system: a picture has no fonts of the page, and words must be measured in the font that they are drawn in. */
export const FONT = 'system-ui, sans-serif'

/** Colours of the house, as the tokens name them. */
export interface Look {
  readonly dark: boolean
  readonly ink: string
  readonly soft: string
  readonly line: string
  readonly panel: string
  readonly paper: string
  readonly hover: string
  /** Colours that stand beside one another in a chart; none is a verdict's. */
  readonly series: readonly string[]
}

export interface DiagramQuestion {
  readonly id: number
  readonly source: string
  readonly look: Look
}

export interface Drawn {
  readonly id: number
  readonly svg: string
  readonly width: number
  readonly height: number
  readonly kind: string
  /** Its title and description, where the source gives them. */
  readonly said: string
}

export type DiagramAnswer = Drawn | { readonly id: number; readonly problem: string }
