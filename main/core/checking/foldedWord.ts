/** One spelling for what looks or means the same: case, accents, look-alike letters, invisible characters, endings. */

/** Cyrillic and Greek letters that are drawn like Latin ones (after Unicode's confusables, lower case). */
const lookAlike: Record<string, string> = Object.fromEntries(
  [...'аaеeоoрpсcуyхxіiјjѕsԁdһhкkмmтtвbнhɡgοoαaνvρpτtυuιiκkηnεeıi'].reduce<[string, string][]>((pairs, c, i, all) => (i % 2 === 0 ? [...pairs, [c, all[i + 1]!]] : pairs), []),
)
const plainAscii = /^[a-z0-9]+$/u
const invisible = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]/gu

/** Lower case, without accents, invisible characters and foreign look-alikes; apostrophe-s is dropped. */
export function folded(word: string): string {
  const lower = word.toLowerCase()
  if (plainAscii.test(lower)) return lower
  const bare = lower.replace(invisible, '').normalize('NFKD').replace(/\p{M}+/gu, '').replace(/[’ʼ`]/gu, "'").replace(/'s?$/u, '')
  if (plainAscii.test(bare)) return bare
  let out = ''
  for (const c of bare) out += lookAlike[c] ?? c
  return out
}

const irregular = new Map(
  (
    'be:am,is,are,was,were,been,being have:has,had,having do:does,did,done go:goes,went,gone say:said make:made take:took,taken come:came see:saw,seen ' +
    'know:knew,known get:got,gotten give:gave,given find:found think:thought tell:told become:became show:shown leave:left feel:felt bring:brought ' +
    'begin:began,begun keep:kept hold:held write:wrote,written stand:stood hear:heard meet:met run:ran pay:paid sit:sat speak:spoke,spoken lie:lay,lain ' +
    'lead:led grow:grew,grown lose:lost fall:fell,fallen send:sent build:built understand:understood draw:drew,drawn break:broke,broken spend:spent ' +
    'rise:rose,risen drive:drove,driven buy:bought wear:wore,worn choose:chose,chosen seek:sought throw:threw,thrown catch:caught deal:dealt win:won ' +
    'teach:taught sell:sold fight:fought eat:ate,eaten sing:sang,sung swim:swam,swum fly:flew,flown forget:forgot,forgotten steal:stole,stolen ' +
    'shoot:shot hide:hid,hidden bear:bore,borne,born strike:struck sleep:slept ride:rode,ridden shake:shook,shaken sink:sank,sunk freeze:froze,frozen ' +
    'swear:swore,sworn tear:tore,torn wake:woke,woken mean:meant lend:lent feed:fed bite:bit,bitten blow:blew,blown drink:drank,drunk ring:rang,rung ' +
    'man:men woman:women child:children person:people foot:feet tooth:teeth mouse:mice life:lives wife:wives die:dying,died,dies good:better,best bad:worse,worst ' +
    'bind:bound arise:arose,arisen dig:dug hang:hung shrink:shrank,shrunk weave:wove,woven undergo:underwent overcome:overcame withdraw:withdrew,withdrawn forbid:forbade,forbidden forgive:forgave,forgiven stick:stuck swing:swung sweep:swept kneel:knelt leap:leapt light:lit prove:proven rebuild:rebuilt undertake:undertook,undertaken shine:shone slide:slid spin:spun half:halves leaf:leaves shelf:shelves analysis:analyses crisis:crises datum:data medium:media criterion:criteria'
  )
    .split(' ')
    .flatMap((entry): [string, string][] => {
      const [base, forms] = entry.split(':') as [string, string]
      return forms.split(',').map((form) => [form, base])
    }),
)
const known = new Map<string, string>()

/** A rough English stem: inflections off (after Porter's first steps), common derivations joined. Other words pass unchanged. */
export function stem(word: string): string {
  if (word.length < 4 || !plainAscii.test(word)) return irregular.get(word) ?? word
  let out = known.get(word)
  if (out === undefined) {
    out = stemmed(irregular.get(word) ?? word)
    if (known.size > 50_000) known.clear()
    known.set(word, out)
  }
  return out
}

function stemmed(word: string): string {
  let w = word
  if (w.endsWith('sses')) w = w.slice(0, -2)
  else if (w.endsWith('ies')) w = w.length > 4 ? `${w.slice(0, -3)}y` : w.slice(0, -1)
  else if (/[^su]s$/u.test(w) && !w.endsWith('ss')) w = w.slice(0, -1)
  const bare = /^(.*[aeiouy].*)(?:ed|ing)$/u.exec(w)?.[1]
  if (bare !== undefined && bare.length > 2) w = /([^aeiouls])\1$/u.test(bare) ? bare.slice(0, -1) : bare
  w = w.replace(/(?<=.{3})(?:ational|ation|ator)$/u, 'at').replace(/(?<=.{4})(?:ment|ness|fully|ful)$/u, '').replace(/(?<=.{4})ly$/u, '').replace(/(?<=.{3})(?:sion|tion)$/u, 't')
  if (w.length > 3 && w.endsWith('e')) w = w.slice(0, -1)
  if (w.length > 3 && w.endsWith('y')) w = `${w.slice(0, -1)}i`
  return w
}
