/**
 * An Anki package (.apkg): a collection of schema 11 in SQLite, zipped. Every Anki since 2.0 imports it.
 * Tables and indexes are those of Anki's own `rslib/src/storage/schema11.sql`; the JSON of `col` follows what Anki writes there
 * (documented by genanki's `apkg_col.py` and the AnkiDroid wiki, "Database Structure").
 */
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { strToU8, zipSync } from 'fflate'
import type { AnkiCard, AnkiPackage } from '../../../core/export/exportPorts.ts'

const SCHEMA = `
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
`

/** The same in every export: Anki knows deck and kind of note again by them, and updates instead of adding. */
const MODEL = 1_763_956_800_001
const DECK = 1_763_956_800_002
const FIELDS = ['Front', 'Whole', 'Verdict', 'Evidence', 'Origin', 'Id'] as const

const CSS = `.card{font-family:Inter,"Noto Sans",Arial,sans-serif;font-size:20px;line-height:1.5;text-align:start;color:#1d1c1a;background:#fbfaf8;max-width:40em;margin:1em auto;padding:0 1em}
p{margin:.4em 0}.ask,.place{color:#6b675f;font-size:.75em}.gap{border-bottom:2px solid #2f5d8a;padding:0 1.2em;color:transparent}b{color:#2f5d8a}
blockquote{margin:.6em 0 .2em;padding-inline-start:.8em;border-inline-start:2px solid #e4e0d8;font-size:.9em}
.verified{color:#2f7d4f}.contradicted{color:#b3382c}.unverified{color:#855c00}
.nightMode.card{color:#ecebe8;background:#17181a}.nightMode .ask,.nightMode .place{color:#9c9a94}.nightMode b{color:#7fb0e0}.nightMode blockquote{border-color:#2e3135}
.nightMode .verified{color:#6cc08f}.nightMode .contradicted{color:#ee8a7d}.nightMode .unverified{color:#dcb154}`
const BACK = '{{^Whole}}{{Front}}{{/Whole}}{{Whole}}<hr id="answer">{{Verdict}}{{Evidence}}{{Origin}}'

const day = { lrnToday: [0, 0], newToday: [0, 0], revToday: [0, 0], timeToday: [0, 0], collapsed: false, browserCollapsed: false, conf: 1, dyn: 0, extendNew: 10, extendRev: 50 }
const field = (name: string, ord: number) => ({ name, ord, font: 'Arial', media: [], rtl: false, size: 20, sticky: false })

function collection(seconds: number) {
  const model = {
    id: MODEL, name: 'Plumbline note', type: 0, mod: seconds, usn: -1, sortf: 0, did: DECK, tags: [], vers: [], css: CSS,
    flds: FIELDS.map(field),
    tmpls: [{ name: 'Card 1', ord: 0, qfmt: '{{Front}}', afmt: BACK, bqfmt: '', bafmt: '', did: null }],
    req: [[0, 'any', [0]]],
    latexPre: '\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n',
    latexPost: '\\end{document}',
  }
  return {
    conf: { activeDecks: [1], addToCur: true, collapseTime: 1200, curDeck: 1, curModel: String(MODEL), dueCounts: true, estTimes: true, newBury: true, newSpread: 0, nextPos: 1, sortBackwards: false, sortType: 'noteFld', timeLim: 0 },
    models: { [MODEL]: model },
    decks: {
      1: { ...day, id: 1, name: 'Default', desc: '', mod: seconds, usn: 0 },
      [DECK]: { ...day, id: DECK, name: 'Plumbline', desc: 'Notes kept and checked in Plumbline.', mod: seconds, usn: -1 },
    },
    dconf: {
      1: {
        id: 1, name: 'Default', mod: 0, usn: 0, autoplay: true, maxTaken: 60, replayq: true, timer: 0, dyn: false,
        lapse: { delays: [10], leechAction: 0, leechFails: 8, minInt: 1, mult: 0 },
        new: { bury: true, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 7], order: 1, perDay: 20, separate: true },
        rev: { bury: true, ease4: 1.3, fuzz: 0.05, ivlFct: 1, maxIvl: 36500, minSpace: 1, perDay: 200 },
      },
    },
  }
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Milliseconds that a ULID begins with: the id that Anki gives a note is the time at which it was made. */
const madeAt = (id: string): number => [...id.slice(0, 10)].reduce((sum, letter) => sum * 32 + Math.max(0, ALPHABET.indexOf(letter)), 0)

/** Anki's check of the first field: the first 32 bits of its SHA-1, without HTML. */
const plain = (html: string): string => html.replace(/<[^>]*>/gu, '')
const checksum = (text: string): number => Number.parseInt(createHash('sha1').update(text).digest('hex').slice(0, 8), 16)

/** Cards that are written between two looks at everything else. */
const AT_ONCE = 200

/** Written in memory: some kilobytes a card. Rejects with the signal's reason. */
export const ankiPackage: AnkiPackage = async (cards, now, signal) => {
  const db = new Database(':memory:')
  try {
    db.exec(SCHEMA)
    const seconds = Math.floor(now.getTime() / 1000)
    const { conf, models, decks, dconf } = collection(seconds)
    db.prepare('INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)').run(seconds - (seconds % 86_400), now.getTime(), now.getTime(), ...[conf, models, decks, dconf, {}].map((part) => JSON.stringify(part)))
    const addNote = db.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, ?)')
    // Type 0 is new; queue -1 is suspended.
    const addCard = db.prepare("INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')")
    let last = 0
    let due = 0
    const add = (card: AnkiCard): void => {
      last = Math.max(last + 1, madeAt(card.id))
      const changed = Math.floor(Date.parse(card.changed) / 1000)
      const fields = [card.front, card.whole, card.verdict, card.evidence, card.origin, card.id].map((text) => text.replaceAll('\u001f', ' '))
      const first = plain(fields[0]!)
      addNote.run(last, card.id, MODEL, changed, card.tags.length === 0 ? '' : ` ${card.tags.join(' ')} `, fields.join('\u001f'), first, checksum(first), '')
      addCard.run(last, last, DECK, changed, card.resting ? -1 : 0, ++due)
    }
    db.exec('BEGIN')
    for await (const card of cards) {
      if (due % AT_ONCE === 0) {
        await new Promise((resolve) => setImmediate(resolve))
        signal?.throwIfAborted()
      }
      add(card)
    }
    db.exec('COMMIT')
    // The database begins with its own name; Anki asks for the list of media even where there are none.
    return zipSync({ 'collection.anki2': new Uint8Array(db.serialize()), media: strToU8('{}') }, { level: 6 })
  } finally {
    db.close()
  }
}
