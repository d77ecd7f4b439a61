/** The one question that the sample's played model answers, with mistakes in it: whoever has no model sees how an answer is put right. */
import type { Answerer } from './settings.ts'

export const SAMPLE_QUESTION = 'What does the North site draw, and which rack limits it?'

/** No such server is set up: the core plays it. */
export const SAMPLE_ANSWERER = { kind: 'model', server: 'Sample', model: 'a played model' } as const satisfies Answerer
