/** Words that turn what is said around them: denial, doubt, plans, opinions, conditions, amounts, order, opposites. English; other languages have their negations in `cjkWords.ts`. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))
export const denying: ReadonlySet<string> = set("not no never none neither nor without cannot nobody nothing hardly barely scarcely lack lacks lacked lacking fail fails failed refuse refuses refused unable unlikely deny denies denied reject rejects rejected except excluding excludes stopped prevented prevents ceased nowhere isn't aren't wasn't weren't don't doesn't didn't won't can't couldn't wouldn't shouldn't hasn't haven't hadn't mustn't ain't")
export const doubting: ReadonlySet<string> = set('may might could possibly perhaps probably likely potentially maybe presumably apparently allegedly reportedly supposedly seemingly suspected alleged rumored rumoured purported seems seem appears appear suggests unlikely unclear')
export const future: ReadonlySet<string> = set("will would shall should expected expects expect expecting plan plans planned planning intend intends intended hope hopes hoped hoping aim aims aimed want wants wanted seek seeks scheduled forecast forecasts predict predicts predicted projected proposed proposes proposal upcoming i'll we'll he'll she'll they'll it'll you'll gonna going due try tries trying tried attempt attempts attempted attempting willing ready")
export const opining: ReadonlySet<string> = set('claim claims claimed allege alleges alleged believe believes believed argue argues argued deny denies denied doubt doubts doubted suspect suspects suspected think thinks thought fear fears feared suggest suggests suggested insist insists insisted contend contends contended assert asserts asserted speculate speculates speculated accuse accuses accused pretend pretends pretended imagine imagines imagined worry worries worried dream dreams dreamed question questioned questions consider considers considered according')
export const ifs: ReadonlySet<string> = set("if unless provided providing whether assuming otherwise")
export const onlyIf: ReadonlySet<string> = set("if unless provided providing whether assuming when where whenever once case should would could depending conditional until otherwise")
export const alone: ReadonlySet<string> = set('only solely sole exclusively alone just except exclusive nothing single unique merely purely')
export const duty: ReadonlySet<string> = set('must shall required requires require requirement mandatory need needs needed has have had obliged obligation compulsory obligatory forced ordered necessary')
export const almost: ReadonlySet<string> = set('almost nearly virtually partly partially approximately about around roughly close')
/** How much of all is spoken of. */
const amounts: readonly (readonly [number, ReadonlySet<string>])[] = [
  [1, set('few rarely seldom hardly barely minority scarcely')],
  [2, set('some sometimes several partly certain occasionally partially various')],
  [3, set('many often frequently half numerous')],
  [4, set('most usually generally typically mostly largely mainly majority commonly normally nearly almost')],
  [5, set('all every each always entire entirely whole everyone everything any both completely fully everybody wholly throughout')],
]
export const dropped: ReadonlySet<string> = set('few rarely seldom hardly barely some most many half sometimes often usually generally typically mostly partly largely mainly almost nearly')
export const ordinals: ReadonlySet<string> = set('second third fourth fifth sixth seventh eighth ninth tenth last final')
export const ordinal: ReadonlySet<string> = set('first second third fourth fifth sixth seventh eighth ninth tenth')
export const opposites = new Map<string, ReadonlySet<string>>()
for (const line of [
  'more/less fewer', 'before/after', 'above/below', 'over/under', 'up/down', 'most/least fewest', 'inside/outside', 'earlier/later', 'early/late', 'higher/lower', 'larger bigger greater/smaller lesser', 'better/worse', 'faster quicker/slower', 'older/younger newer',
  'longer taller/shorter', 'warmer hotter/colder cooler', 'stronger/weaker', 'largest biggest greatest/smallest', 'highest/lowest', 'best/worst', 'longest/shortest', 'oldest/youngest newest', 'earliest first/latest last',
  'increase increases increased increasing rise rises rose risen rising grow grows grew growing up climbed gained/decrease decreases decreased decreasing fall falls fell fallen falling shrink shrinks shrank decline declined declines drop dropped drops reduced reduces reduce lost cut down',
  'gain gains gained win wins won/lose loses lost', 'accept accepts accepted approve approved/reject rejects rejected refused', 'open opens opened/close closes closed', 'start starts started begin began begins/stop stops stopped end ended ends', 'buy buys bought/sell sells sold', 'import imports/export exports',
  'strong/weak', 'positive/negative', 'north northern/south southern', 'east eastern/west western', 'left/right', 'public/private', 'male/female', 'success successful/failure unsuccessful failed', 'maximum/minimum', 'internal/external', 'guilty/innocent', 'agreed agree agrees/refused disagree disagreed disagrees', 'support supports supported/oppose opposes opposed', 'cheaper/dearer', 'new/old', 'day/night', 'summer/winter', 'hot warm/cold cool', 'to/from', 'possible/impossible', 'legal/illegal', 'true/false', 'majority/minority', 'present/absent', 'in/out', 'with/without', 'easy/difficult hard', 'good/bad', 'opener/closer',
]) {
  const [a, b] = line.split('/').map(set) as [ReadonlySet<string>, ReadonlySet<string>]
  for (const [from, to] of [[a, b], [b, a]] as const) for (const word of from) opposites.set(word, new Set([...(opposites.get(word) ?? []), ...to]))
}

/** 1 for few to 5 for all; 0 for words that say no amount. */
export function amountOf(word: string): number {
  return amounts.find(([, words]) => words.has(word))?.[0] ?? 0
}
