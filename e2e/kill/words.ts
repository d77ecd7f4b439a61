/** Seeded questions, statements and documents for the process that is killed. */

const sites = ['North', 'South', 'East', 'West', 'Harbour']
const measures = ['PUE', 'water use', 'peak load', 'rack density', 'inlet temperature']
const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!

export const statement = (random: () => number): string => `The ${pick(random, measures)} of the ${pick(random, sites)} site was ${(random() * 50).toFixed(2)} in ${2000 + Math.floor(random() * 26)}.`

export const question = (random: () => number): string => `What was the ${pick(random, measures)} of the ${pick(random, sites)} site in ${2000 + Math.floor(random() * 26)}?`

/** A Markdown text of up to a few hundred paragraphs that holds one word found nowhere else. */
export function document(random: () => number): { word: string; text: string } {
  const word = `w${Array.from({ length: 12 }, () => 'bcdfghjklm'[Math.floor(random() * 10)]).join('')}`
  const paragraphs = Array.from({ length: 1 + Math.floor(random() ** 3 * 400) }, () => Array.from({ length: 4 }, () => statement(random)).join(' '))
  paragraphs.splice(Math.floor(random() * paragraphs.length), 0, `The word ${word} stands here.`)
  return { word, text: `# Measured values\n\n${paragraphs.join('\n\n')}\n` }
}
