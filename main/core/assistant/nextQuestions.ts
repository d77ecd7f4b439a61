/** Good next questions of a turn: from what was contradicted, contested, left open by the rules, out of date or not found. Plain code, no model. */
import { isCheckable } from '../../../shared/model/claim.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { NextQuestion, TurnEvent } from '../../../shared/model/turn.ts'
import type { SettledBy } from '../../../shared/model/verdict.ts'
import type { TurnClaim, TurnState } from '../../../shared/turn/foldTurn.ts'
import { isTalk } from '../checking/claimKind.ts'
import { tokens } from '../checking/token.ts'
import { withoutCitations } from '../checking/withoutCitations.ts'
import type { Ports } from '../ports.ts'
import { type Asked, type Words, wordsFor } from './nextQuestionWords.ts'

const MOST = 3
/** Characters of a quoted claim, rule or note. */
const QUOTED = 160
/** A claim of fewer content words says too little to be asked about by itself. */
const LEAST_WORDS = 2
/** Share of a note's words that a claim must have to have leaned on it. */
const LEANS = 0.8
/** Turns of the conversation whose questions are not offered again. */
const EARLIER_TURNS = 12
/** Claims that are looked at: enough for three questions, whatever the length of the answer. */
const MOST_CLAIMS = 400
const MOST_NOTES = 200

type From = NextQuestion['from']
interface Candidate extends Asked {
  readonly from: From
  /** What it is about: two questions about the same thing are one. */
  readonly about: string
  readonly claim?: TurnClaim
  readonly note?: NoteId
  readonly wouldDecide?: readonly string[]
  readonly settledBy?: readonly SettledBy[]
}

/** What a person would want to know first. */
const order: readonly From[] = ['contradicted', 'contested', 'undecided', 'stale', 'unverified']

/** One line without marks of layout or citation, and short enough to be quoted. */
function quotable(text: string): string {
  const plain = withoutCitations(text).replace(/(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1/g, '$2').replace(/[“”]/g, '"').replace(/\s+/g, ' ').replace(/ (?=[.,;:。，])/g, '').replace(/[.。．]+$/u, '').trim()
  if (plain.length <= QUOTED) return plain
  const cut = plain.slice(0, QUOTED - 1).replace(/[\uD800-\uDBFF]$/, '')
  return `${cut.replace(/\s+\S{0,20}$/u, '')}…`
}

const contentOf = (text: string): Set<string> => new Set(tokens(text).filter((token) => !token.stop).map((token) => token.key))
const compared = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('und').replace(/[\s\p{P}]+/gu, ' ').trim()

/** `it_power(North, Grid)`: what is asked for, and for whom. */
function atomIn(printed: string): { what: string; whom: string } {
  const found = /^(?:not )?([^\s()]+)(?:\(([^()]*)\))?/u.exec(printed.trim())
  return { what: (found?.[1] ?? printed).replaceAll('_', ' '), whom: (found?.[2] ?? '').replaceAll('_', ' ').trim() }
}

function ofClaim(claim: TurnClaim, words: Words): Candidate | undefined {
  const text = quotable(claim.resolved)
  const { logic, sources, verdict } = claim
  if (logic?.verdict === 'refuted') {
    const rule = logic.because.find(({ kind }) => kind !== 'fact') ?? logic.because[0]
    const says = quotable(rule?.says ?? '')
    if (says === '') return undefined
    return { ...words.rule(text, says, rule?.kind === 'fact'), from: 'contradicted', about: `rule ${rule?.set ?? rule?.file ?? ''} ${rule?.id ?? ''}`, claim }
  }
  const titled = (stance: 'supports' | 'contradicts'): { title: string; clash: readonly { claim: string; source: string }[] } | undefined => {
    const found = sources?.evidence.find((evidence) => evidence.stance === stance)
    return found && { title: quotable(found.title ?? found.path ?? found.source), clash: found.clash ?? [] }
  }
  const against = titled('contradicts')
  if (verdict === 'contradicted' && against) {
    const [clash] = against.clash
    const asked = clash ? words.clash(text, quotable(clash.claim), quotable(clash.source), against.title) : words.against(text, against.title)
    return { ...asked, from: 'contradicted', about: `claim ${compared(text)}`, claim }
  }
  if (sources?.verdict === 'disputed') {
    const pro = titled('supports')
    return pro && against ? { ...words.contested(text, pro.title, against.title), from: 'contested', about: `claim ${compared(text)}`, claim } : undefined
  }
  if (verdict !== 'unverified') return undefined
  const wouldDecide = logic?.wouldDecide ?? []
  if (wouldDecide.length > 0 && (logic?.verdict === 'possible' || logic?.verdict === 'presumed')) {
    const own = new Set(logic.reading.flatMap((printed) => printed.match(/[^\s()]+\([^()]*\)/gu) ?? []))
    const first = wouldDecide.find((one) => !own.has(one)) ?? wouldDecide[0]!
    const settledBy = logic?.settledBy?.toSorted((one, other) => Number(other.atom === first) - Number(one.atom === first))
    const said = settledBy?.[0]?.atom === first ? settledBy[0].says : undefined
    const { what, whom } = said === undefined ? atomIn(first) : { what: said, whom: '' }
    return { ...words.undecided(text, what, whom), from: 'undecided', about: `atom ${compared(first)}`, claim, wouldDecide, ...(settledBy ? { settledBy } : {}) }
  }
  if (sources?.verdict === 'not-found' && contentOf(text).size >= LEAST_WORDS) return { ...words.unverified(text), from: 'unverified', about: `claim ${compared(text)}`, claim }
  return undefined
}

/** Stale notes that say what a claim of the answer says. */
function ofNotes(claims: readonly TurnClaim[], notes: readonly Note[], words: Words): Candidate[] {
  if (notes.length === 0) return []
  const said = claims.map((claim) => contentOf(claim.resolved))
  return notes.flatMap((note): Candidate[] => {
    const keys = [...contentOf(note.statement)]
    if (keys.length < LEAST_WORDS || !said.some((own) => keys.filter((key) => own.has(key)).length >= LEANS * keys.length)) return []
    const text = quotable(note.statement)
    return [{ ...words.stale(text, note.staleBecause ?? ''), from: 'stale', about: `note ${compared(text)}`, note: note.id }]
  })
}

/**
 * At most three, the weightiest first; none about what is not checkable, none that was asked in this conversation before, none twice.
 * Claims that a repair withdrew are not asked about: something better stands in their place.
 */
export function nextQuestions(state: TurnState, { store }: Pick<Ports, 'store'>): NextQuestion[] {
  const { started } = state
  if (started === undefined || started.mode !== 'ask') return []
  const words = wordsFor(started.question)
  const claims = state.claims.slice(0, MOST_CLAIMS).filter((claim) => isCheckable(claim.kind) && !isTalk(claim.resolved))
  const found = claims.flatMap((claim) => ofClaim(claim, words) ?? [])
  found.push(...ofNotes(claims, store.read.staleNotes(MOST_NOTES), words))
  if (found.length === 0) return []
  const earlier = started.conversation === null ? [] : store.read.turnsOf(started.conversation, EARLIER_TURNS, state.id).turns
  const asked = new Set([started.question, ...earlier.flatMap(({ events }) => events.flatMap(({ event }) => (event.kind === 'turn.started' ? [event.question] : [])))].map(compared))
  const about = new Set<string>()
  const chosen: Candidate[] = []
  for (const candidate of found.toSorted((one, other) => order.indexOf(one.from) - order.indexOf(other.from))) {
    if (chosen.length === MOST) break
    const text = compared(candidate.text)
    if (asked.has(text) || about.has(candidate.about)) continue
    asked.add(text)
    about.add(candidate.about)
    chosen.push(candidate)
  }
  return chosen.map(({ text, why, from, claim, note, wouldDecide, settledBy }, index) => ({
    id: `q${index + 1}`, text, why, from, ...(claim ? { claim: claim.id } : {}), ...(note ? { note } : {}), ...(wouldDecide ? { wouldDecide: [...wouldDecide] } : {}), ...(settledBy ? { settledBy: [...settledBy] } : {}),
  }))
}

/** The event that offers them, where there are any. */
export function offered(state: TurnState, ports: Pick<Ports, 'store'>): TurnEvent[] {
  const questions = nextQuestions(state, ports)
  return questions.length === 0 ? [] : [{ kind: 'questions.offered', questions }]
}
