/** The tree that rendered Markdown is before it becomes elements, in the types of react-markdown itself. */
import type { ExtraProps, Options } from 'react-markdown'

export type PluggableList = NonNullable<Options['rehypePlugins']>
export type Element = NonNullable<ExtraProps['node']>
export type ElementContent = Element['children'][number]
export type Text = Extract<ElementContent, { type: 'text' }>
/** The root of a rendered block: it never holds a doctype. */
export interface Root {
  type: 'root'
  children: ElementContent[]
}
