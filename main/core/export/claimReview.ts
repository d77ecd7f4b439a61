/** Notes as schema.org ClaimReview (JSON-LD), with a rating only where the app has one to give. */
import type { ExportedNote } from '../../../shared/model/export.ts'

/** The scale, said in every rating. */
const SCALE = { worstRating: 1, bestRating: 5 } as const
const EXPLAINED =
  'Plumbline rates 5 what the keeper’s own rules prove or a literal quote of their sources supports, and 1 what these contradict. Nothing lies between. What is unverified, not checkable, vouched for by a person, disputed, stale or retracted carries words and no number, because it is not half true.'

/** 5 verified by rules or a quote, 1 contradicted by them, none for everything else. */
export function ratingOf({ stands: { verdict, by, status } }: Pick<ExportedNote, 'stands'>): number | undefined {
  if (status !== 'current' || by === 'person') return undefined
  return verdict === 'verified' ? SCALE.bestRating : verdict === 'contradicted' ? SCALE.worstRating : undefined
}

const wordsOf = ({ stands: { status, by }, verdict }: ExportedNote): string =>
  status === 'retracted' ? 'Retracted' : status === 'stale' ? `${verdict} (stale)` : status === 'disputed' ? `${verdict} (disputed)` : by === 'person' ? 'Vouched for, not proved' : verdict

/** `urls` tells the web address of a source by its id, where it has one. */
export function claimReview(note: ExportedNote, urls: (source: string) => string | undefined): Record<string, unknown> {
  const rating = ratingOf(note)
  const { question, by, asOf } = note.from
  const explained = [note.caution, note.stands.by === 'person' ? note.verdict : undefined, ...note.reasons.map(({ says, place }) => `${says} (${place})`), EXPLAINED].filter((one) => one !== undefined)
  return {
    '@type': 'ClaimReview',
    // A name of its own, so that two exports are known to tell of the same note; nothing can be fetched there.
    '@id': `urn:plumbline:note:${note.id}`,
    claimReviewed: note.statement,
    datePublished: note.checked,
    dateModified: note.updated,
    author: { '@type': 'Person', name: 'The keeper of this Plumbline workspace' },
    reviewRating: { '@type': 'Rating', ...(rating === undefined ? {} : { ratingValue: rating, ...SCALE }), alternateName: wordsOf(note), ratingExplanation: explained.join(' ') },
    itemReviewed: {
      '@type': 'Claim',
      text: note.statement,
      ...(by === 'library' || by === 'text' ? {} : { author: { '@type': 'Organization', name: by, description: 'The model that said it' } }),
      ...(question === '' ? {} : { about: { '@type': 'Question', text: question } }),
      temporalCoverage: asOf,
    },
    ...(note.topic === '' ? {} : { about: note.topic }),
    ...(note.tags.length === 0 ? {} : { keywords: note.tags }),
    citation: note.quotes.map(({ stance, quote, title, place, source }) => {
      const url = urls(source)
      return { '@type': 'Quotation', text: quote, description: `${stance}; ${place}`, isPartOf: { '@type': 'CreativeWork', name: title, ...(url === undefined ? {} : { url }) } }
    }),
  }
}

/** JSON that may stand in a page: no text ends the script that it stands in. */
export const inJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`)

export const CLAIM_REVIEWS_HEAD = '{"@context":"https://schema.org","@graph":['
export const CLAIM_REVIEWS_TAIL = '\n]}\n'
