/** Requests to a model in words: what for, how large, how it went, what was left out and why; and the whole of one as text to copy. */
import type { LeftOut, SentMessage } from '../../../shared/model/turn.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import type { ModelCall } from '../../../shared/turn/foldTurn.ts'
import { duration, figure } from '../../ui/judged/verdictWords.ts'

export const purposeWords: Record<ModelCall['asked']['purpose'], string> = {
  draft: 'To write the answer',
  repair: 'To put right what was contradicted',
  judge: 'To judge the answer by your wishes',
  propose: 'To propose rules',
}

export const roleWords: Record<SentMessage['role'], string> = { system: 'Instructions', user: 'Asked', assistant: 'An earlier answer' }

const nouns: Record<LeftOut['what'], readonly [one: string, many: string]> = {
  'earlier-turn': ['earlier question with its answer', 'earlier questions with their answers'],
  passage: ['passage', 'passages'],
  note: ['note', 'notes'],
  rule: ['rule', 'rules'],
  attachment: ['attachment', 'attachments'],
  image: ['image', 'images'],
}
const reasons: Record<LeftOut['why'], string> = {
  window: 'there was no room in the model’s context window',
  'local-only': 'you marked the source never to be sent to a cloud model',
  'no-images': 'this model takes no images',
}

export const leftOutWords = ({ what, why, count }: LeftOut): string => `${figure(count)} ${nouns[what][count === 1 ? 0 : 1]} left out: ${reasons[why]}.`

/** `about 1,240 of 8,192 tokens · 1,198 in, 240 out · first words after 0.4 s · 2.1 s` */
export function callFigures({ asked, answered }: ModelCall): string[] {
  const words: string[] = []
  if (asked.tokens !== undefined) words.push(`about ${figure(asked.tokens)}${asked.window === undefined ? '' : ` of ${figure(asked.window)}`} tokens`)
  else if (asked.window !== undefined) words.push(`a window of ${figure(asked.window)} tokens`)
  if (answered?.inputTokens !== undefined || answered?.outputTokens !== undefined) {
    words.push(`the server counted ${[answered.inputTokens === undefined ? '' : `${figure(answered.inputTokens)} in`, answered.outputTokens === undefined ? '' : `${figure(answered.outputTokens)} out`].filter(Boolean).join(', ')}`)
  }
  if (answered?.firstMs !== undefined) words.push(`first words after ${duration(answered.firstMs)}`)
  if (answered) words.push(duration(answered.ms))
  else words.push('not answered yet')
  return words
}

/** Everything about one request, for copying. */
export function callAsText(call: ModelCall): string {
  const { asked, answered } = call
  return [
    `${purposeWords[asked.purpose]}: ${asked.model}, ${asked.server}`,
    callFigures(call).join(' · '),
    ...(answered?.problem ? [problemSentence(answered.problem)] : []),
    ...(asked.leftOut ?? []).map(leftOutWords),
    ...asked.messages.map(({ role, text, images }) => `\n## ${roleWords[role]}\n\n${text}${images?.length ? `\n\n(${images.length === 1 ? 'one image' : `${images.length} images`})` : ''}`),
  ].join('\n')
}
