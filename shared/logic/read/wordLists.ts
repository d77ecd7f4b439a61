/** The closed classes of English words that the reader knows by itself: everything else must come from the rule base. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))
const phrases = (text: string): readonly (readonly string[])[] =>
  text.trim().split(/\s*\n\s*|\s*\|\s*/).map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length)

export const ARTICLES = words('a an the')
export const BE = words('is are was were be been being am')
export const HAVE = words('has have had having')
export const DO = words('does do did')
export const MODALS = words('must can could may might shall should will would')
export const PREPOSITIONS = words(`in on at of to from by for with without within into onto under over above below near beside between against during through across
  inside outside behind beyond per about around via towards toward among upon`)
/** Names that are spelled like one of these must be written as in the rules, case and all. */
export const FUNCTION_WORDS = words(`it he she they him her them this that these those who which what us we you me i in on at of to from by for with as if so no not or and but all any both each
  every some none is are was be been am do does did has have had can could may might must shall should will would than then there here now also too only more most less least one`)

/** Subject and object pronouns that may stand for a single individual. */
export const PRONOUNS = words('it he she they him her them this')
/** Name the subject again, as an object. */
/** Two words that make the members of a list each other's objects. */
export const RECIPROCALS: readonly (readonly string[])[] = [['each', 'other'], ['one', 'another']]
export const REFLEXIVES = words('itself himself herself themselves themself oneself')
export const POSSESSIVES = words('its his her their')

/** Say nothing that the formula would have to say. */
export const HARMLESS = phrases(`currently | now | presently | at present | at the moment | right now | also | too | as well | indeed | actually | in fact | in reality | therefore | thus | hence |
  accordingly | consequently | as a result | of course | simply | itself | himself | herself | themselves | however | moreover | furthermore | additionally | in addition |
  besides | then | so | still | already | likewise | similarly | finally | as of today | as of now | for its part | in turn | overall | on the other hand | by contrast |
  for example | for instance | notably | importantly | respectively speaking | namely | to be clear | in short | in other words | again | yes`)
/** The sentence entails the reading without them, and says more with them. */
export const STRONGER = phrases('always | directly | fully | completely | entirely | permanently | exclusively | solely | invariably | consistently | strictly')
/** Attribution, modality, habit: with one of these the plain formula is not claimed. */
export const HEDGES = phrases(`reportedly | allegedly | supposedly | apparently | seemingly | probably | possibly | perhaps | maybe | likely | presumably | arguably | potentially |
  theoretically | hypothetically | in theory | in principle | usually | normally | typically | generally | often | sometimes | mostly | mainly | largely | frequently |
  occasionally | rarely | seldom | hardly | barely | scarcely | nominally | officially | ostensibly | purportedly | formerly | previously | once | historically | originally |
  traditionally | ideally | hopefully | eventually | soon | as a rule | in general | in most cases | on average | most likely | very likely | in all likelihood | no doubt |
  undoubtedly | certainly | definitely | surely | clearly | obviously | evidently | temporarily | briefly | almost certainly | by default | at times | from time to time |
  next week | next month | next year | next quarter | tomorrow | in the future | in future | in the coming weeks | in the coming months | later this year | yesterday | last week | last month | last year | in the past |
  by all accounts | if anything | to my knowledge | as far as i know | as is often said | in my opinion | in our view`)

/** "is said to be", "is expected to": be + word + to. */
export const HEDGED_PARTICIPLES = words(`said believed thought expected reported rumored rumoured estimated assumed supposed claimed alleged likely unlikely sure bound certain due set
  scheduled planned going about able allowed required permitted designed meant intended known considered projected predicted forecast anticipated rated obliged obligated
  forced ready prepared free liable prone listed deemed understood presumed held found shown proven proved confirmed seen`)
/** "plans to", "used to", "seems to": verb + to. */
export const HEDGED_VERBS = words(`plan want intend hope aim expect seem appear tend need have ought use claim promise agree try attempt propose threaten pretend wish like prefer start begin
  stop decide choose refuse offer ask strive mean`)
/** "is listed as", "is considered". */
export const HEDGED_STATES = words('listed described classified regarded known considered deemed reported recorded labelled labeled marketed advertised rated seen registered treated designated believed thought said')
/** Verbs of saying and judging: "the vendor lists it as". */
export const SAYING = words('list describe classify record report show regard consider label market advertise rate treat designate see register claim deem call')

/** What makes a clause no plain statement when it stands in words that could not be read. */
export const DANGER = words(`if unless whether would could might may should must shall can will not never no without except only false untrue wrong incorrect denied deny denies doubt doubtful
  unlikely allegedly reportedly supposedly apparently probably possibly perhaps maybe likely according claims claim claimed says said reports reported believes believed thinks
  thought assuming suppose supposing provided providing otherwise instead hypothetically theoretically or nor neither either when whenever while until till before after once
  almost nearly hardly barely rarely seldom usually normally typically generally often sometimes mostly supposed expected planned plans wants hopes seems appears used former formerly
  previously myth rumor rumour contrary rather lists listed estimates estimated fails lest as than`)

/** Comparison phrases that stand before a number or before the other side. */
export const COMPARISONS: readonly { readonly words: readonly string[]; readonly operator: '<' | '<=' | '>' | '>='; readonly than: boolean }[] = (() => {
  const rows: { words: string[]; operator: '<' | '<=' | '>' | '>='; than: boolean }[] = []
  const put = (operator: '<' | '<=' | '>' | '>=', than: boolean, text: string): void => {
    for (const phrase of text.trim().split(/\s*\|\s*/)) rows.push({ words: phrase.trim().split(/\s+/), operator, than })
  }
  put('>', true, 'more than | greater than | higher than | larger than | bigger than | strictly more than | strictly greater than')
  put('>', false, 'above | over | exceeding | in excess of | beyond | > | north of')
  put('<', true, 'less than | lower than | smaller than | fewer than | strictly less than')
  put('<', false, 'below | under | beneath | < | short of')
  put('>=', true, 'no less than | not less than | no fewer than | not fewer than | no lower than | not lower than | no smaller than | greater than or equal to | more than or equal to | higher than or equal to')
  put('>=', false, 'at least | a minimum of | minimum | not below | not under | equal to or greater than | equal to or more than | at or above | ≥ | > = | upwards of | equal to or above | above or equal to')
  put('<=', true, 'no more than | not more than | no greater than | not greater than | no higher than | not higher than | no larger than | not larger than | less than or equal to | lower than or equal to | fewer than or equal to')
  put('<=', false, 'at most | up to | a maximum of | maximum | not above | not over | not exceeding | equal to or less than | at or below | ≤ | < = | equal to or below | below or equal to | at the most')
  return rows.sort((a, b) => b.words.length - a.words.length)
})()
/** For dates only; a span stands for its outer or inner edge as the word demands. */
export const DATE_COMPARISONS: readonly { readonly words: readonly string[]; readonly operator: '<' | '<=' | '>' | '>=' | 'in' }[] = [
  { words: 'no later than'.split(' '), operator: '<=' }, { words: 'not later than'.split(' '), operator: '<=' }, { words: 'no earlier than'.split(' '), operator: '>=' },
  { words: 'not earlier than'.split(' '), operator: '>=' }, { words: 'on or before'.split(' '), operator: '<=' }, { words: 'on or after'.split(' '), operator: '>=' },
  { words: 'in or after'.split(' '), operator: '>=' }, { words: 'in or before'.split(' '), operator: '<=' }, { words: 'earlier than'.split(' '), operator: '<' },
  { words: 'later than'.split(' '), operator: '>' }, { words: 'prior to'.split(' '), operator: '<' }, { words: 'not before'.split(' '), operator: '>=' },
  { words: 'not after'.split(' '), operator: '<=' }, { words: ['before'], operator: '<' }, { words: ['after'], operator: '>' }, { words: ['since'], operator: '>=' },
  { words: ['by'], operator: '<=' }, { words: ['until'], operator: '<=' }, { words: ['till'], operator: '<=' }, { words: ['in'], operator: 'in' }, { words: ['on'], operator: 'in' },
  { words: ['during'], operator: 'in' }, { words: ['within'], operator: 'in' }, { words: ['at'], operator: 'in' },
]
/** After a number: "50 or more". */
export const TRAILING: readonly { readonly words: readonly string[]; readonly operator: '<=' | '>=' }[] = [
  ...'or more|or higher|or above|or over|or greater|or larger|or older|or longer|or later|and above|and over|and more|and up|or after|and older|at least|at the least'.split('|').map((text) => ({ words: text.split(' '), operator: '>=' as const })),
  ...'or less|or fewer|or lower|or below|or under|or smaller|or younger|or shorter|or earlier|and below|and under|or before|at most|at the most|at the latest'.split('|').map((text) => ({ words: text.split(' '), operator: '<=' as const })),
]
export const APPROXIMATE = phrases('about | roughly | approximately | around | circa | some | approx | ca | ~ | ≈ | in the region of | on the order of | more or less | an estimated')
export const EXACT = phrases('exactly | precisely')

/** Comparatives that say what they measure: only for quantities of that dimension ('date' for dates). */
export const TYPED: ReadonlyMap<string, { readonly operator: '<' | '>'; readonly keys: readonly string[] }> = new Map([
  ['longer', { operator: '>' as const, keys: ['s', 'm'] }], ['shorter', { operator: '<' as const, keys: ['s', 'm'] }], ['older', { operator: '>' as const, keys: ['s'] }],
  ['younger', { operator: '<' as const, keys: ['s'] }], ['heavier', { operator: '>' as const, keys: ['kg'] }], ['lighter', { operator: '<' as const, keys: ['kg'] }],
  ['hotter', { operator: '>' as const, keys: ['K'] }], ['warmer', { operator: '>' as const, keys: ['K'] }], ['colder', { operator: '<' as const, keys: ['K'] }],
  ['cooler', { operator: '<' as const, keys: ['K'] }], ['later', { operator: '>' as const, keys: ['date'] }], ['earlier', { operator: '<' as const, keys: ['date'] }],
  ['farther', { operator: '>' as const, keys: ['m'] }], ['further', { operator: '>' as const, keys: ['m'] }], ['taller', { operator: '>' as const, keys: ['m'] }],
])
