/** English inflection in both directions: the singular of nouns, the lemmas of verb forms. */

const pairs = (text: string): [string, string][] => text.trim().split(/\s+/).map((entry) => entry.split(':') as [string, string])

const IRREGULAR_PLURALS: ReadonlyMap<string, string> = new Map(
  pairs(`people:person men:man women:woman children:child feet:foot teeth:tooth mice:mouse geese:goose lives:life wives:wife knives:knife
  shelves:shelf wolves:wolf halves:half thieves:thief loaves:loaf criteria:criterion phenomena:phenomenon analyses:analysis bases:base
  crises:crisis diagnoses:diagnosis theses:thesis hypotheses:hypothesis axes:axis gases:gas lenses:lens indices:index matrices:matrix
  vertices:vertex nuclei:nucleus fungi:fungus bacteria:bacterium buses:bus oxen:ox dice:die potatoes:potato tomatoes:tomato heroes:hero
  echoes:echo cargoes:cargo vetoes:veto quizzes:quiz series:series species:species`),
)

/** British to American, where only the ending differs. */
function respell(word: string): string {
  if (word.length < 5) return word
  if (/(?:met|lit|cent|fib|theat)re$/.test(word)) return `${word.slice(0, -2)}er`
  if (/(?:col|fav|lab|hon|neighb|behavi|harb|arm|vap|flav)our/.test(word)) return word.replace('our', 'or')
  if (/is(?:e|ed|er|ing|ation)$/.test(word) && /(?:organ|author|optim|minim|maxim|real|recogn|categor|priorit|steril|util|neutral|standard|capital|hospital|ion|ox)is/.test(word)) return word.replace(/is(e|ed|er|ing|ation)$/, 'iz$1')
  if (/(?:ell|all)(?:ed|ing)$/.test(word) && /(?:trav|canc|lab|mod|sign|lev|fu)[ae]ll/.test(word)) return word.replace(/ll(ed|ing)$/, 'l$1')
  if (word === 'aluminium') return 'aluminum'
  if (word.startsWith('sulph')) return `sulf${word.slice(5)}`
  if (word === 'licence') return 'license'
  return word
}

/** One form for a noun's singular and plural, one spelling; the same function is applied to aliases, patterns and sentences. `word` is lower case. */
export function canonical(word: string): string {
  const irregular = IRREGULAR_PLURALS.get(word)
  if (irregular !== undefined) return irregular
  if (word.length <= 3 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return respell(word)
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2)
  if (word.length > 5 && word.endsWith('uses') && !/[ao]uses$/.test(word)) return word.slice(0, -2)
  return respell(word.slice(0, -1))
}

/** Whether the word is written in the plural (as far as its form shows). */
export const looksPlural = (word: string): boolean => IRREGULAR_PLURALS.has(word) || (word.length > 2 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word))

export type VerbForm = 'base' | 's' | 'past' | 'participle' | 'ing'
export interface VerbReading { readonly lemma: string; readonly form: VerbForm }

/** lemma:past:participle; one that is missing is like the one before it. */
const IRREGULAR_VERBS = `arise:arose:arisen beat:beat:beaten become:became:become begin:began:begun bend:bent bind:bound bite:bit:bitten bleed:bled blow:blew:blown
break:broke:broken breed:bred bring:brought build:built burn:burnt buy:bought catch:caught choose:chose:chosen come:came:come cost:cost cut:cut deal:dealt dig:dug
draw:drew:drawn drink:drank:drunk drive:drove:driven eat:ate:eaten fall:fell:fallen feed:fed feel:felt fight:fought find:found fly:flew:flown forbid:forbade:forbidden
forget:forgot:forgotten freeze:froze:frozen get:got:gotten give:gave:given go:went:gone grow:grew:grown hang:hung hear:heard hide:hid:hidden hit:hit hold:held keep:kept
know:knew:known lay:laid lead:led learn:learnt leave:left lend:lent let:let lie:lay:lain lose:lost make:made mean:meant meet:met pay:paid put:put quit:quit read:read
ride:rode:ridden ring:rang:rung rise:rose:risen run:ran:run say:said see:saw:seen seek:sought sell:sold send:sent set:set shake:shook:shaken shed:shed shine:shone
shoot:shot show:showed:shown shut:shut sing:sang:sung sink:sank:sunk sit:sat sleep:slept smell:smelt speak:spoke:spoken spend:spent spin:spun split:split spread:spread
stand:stood steal:stole:stolen stick:stuck strike:struck swear:swore:sworn swim:swam:swum swing:swung take:took:taken teach:taught tear:tore:torn tell:told think:thought
throw:threw:thrown understand:understood wake:woke:woken wear:wore:worn win:won wind:wound withdraw:withdrew:withdrawn write:wrote:written oversee:oversaw:overseen
undergo:underwent:undergone overtake:overtook:overtaken outrun:outran:outrun rebuild:rebuilt melt:melted:molten`

const IRREGULAR: ReadonlyMap<string, VerbReading[]> = (() => {
  const forms = new Map<string, VerbReading[]>()
  const put = (word: string, reading: VerbReading): void => void forms.set(word, [...(forms.get(word) ?? []), reading])
  for (const entry of IRREGULAR_VERBS.trim().split(/\s+/)) {
    const [lemma = '', past = '', participle = past] = entry.split(':')
    put(past, { lemma, form: 'past' })
    put(participle, { lemma, form: 'participle' })
  }
  return forms
})()

const undouble = (stem: string): string[] => (/([bdfglmnprt])\1$/.test(stem) ? [stem.slice(0, -1)] : [])

/** All ways to read a lower-case word as a form of some verb, spurious lemmas included: they do no harm where only known lemmas are looked up. */
export function verbReadings(word: string): readonly VerbReading[] {
  const found: VerbReading[] = [{ lemma: respell(word), form: 'base' }, ...(IRREGULAR.get(word) ?? [])]
  const add = (form: VerbForm, ...stems: string[]): void => {
    for (const lemma of stems) if (lemma.length > 1) found.push({ lemma: respell(lemma), form })
  }
  if (word.endsWith('s') && !word.endsWith('ss')) {
    add('s', word.slice(0, -1))
    if (word.endsWith('es')) add('s', word.slice(0, -2))
    if (word.endsWith('ies')) add('s', `${word.slice(0, -3)}y`)
  }
  if (word.endsWith('ed') && word.length > 3) {
    const stem = word.slice(0, -2)
    for (const form of ['past', 'participle'] as const) {
      add(form, stem, `${stem}e`, ...undouble(stem))
      if (word.endsWith('ied')) add(form, `${word.slice(0, -3)}y`)
    }
  }
  if (word.endsWith('ing') && word.length > 4) {
    const stem = word.slice(0, -3)
    add('ing', stem, `${stem}e`, ...undouble(stem))
    if (word.endsWith('ying')) add('ing', `${word.slice(0, -4)}ie`)
  }
  return found
}

/** Whether the word can be a past participle ("cooled", "taken"). */
export const isParticiple = (word: string): boolean => verbReadings(word).some((reading) => reading.form === 'participle')
