/** Notes as a Word document: headings by topic, quotes as block quotations, every source and rule in a footnote. The library is loaded when it is first used. */
import type { ExportedNote } from '../../../shared/model/export.ts'
import { isRightToLeft } from './langOf.ts'

/** A heading and the notes below it. */
export interface DocxGroup {
  readonly topic: string
  readonly notes: readonly ExportedNote[]
}

/** XML has no other control characters, and lone halves of surrogate pairs are no text. */
const plain = (text: string): string => text.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, '\uFFFD').replace(/[\uFFFE\uFFFF]/g, '\uFFFD')

/** Latin letters, and a font each for the scripts that Word chooses by itself. */
const font = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Arial', eastAsia: 'Malgun Gothic' }

/** @returns the bytes of the `.docx` */
export async function notesDocx(groups: readonly DocxGroup[], at: Date): Promise<Uint8Array> {
  const { Document, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, TextRun } = await import('docx')
  const footnotes: Record<number, { children: InstanceType<typeof Paragraph>[] }> = {}
  let last = 0
  const note = (text: string): InstanceType<typeof FootnoteReferenceRun> => {
    last += 1
    footnotes[last] = { children: [new Paragraph({ children: [new TextRun({ text: plain(text), font })], bidirectional: isRightToLeft(text) })] }
    return new FootnoteReferenceRun(last)
  }
  const paragraph = (text: string, more: { bold?: boolean; italics?: boolean; color?: string; style?: string; indent?: number; footnote?: string; heading?: (typeof HeadingLevel)[keyof typeof HeadingLevel] } = {}) =>
    new Paragraph({
      ...(more.heading ? { heading: more.heading } : {}),
      ...(more.indent ? { indent: { left: more.indent } } : {}),
      spacing: { after: 100 },
      keepNext: more.heading !== undefined,
      bidirectional: isRightToLeft(text),
      children: [
        ...plain(text).split(/\r\n|\r|\n/).map((line, index) => new TextRun({ text: line, font, bold: more.bold ?? false, italics: more.italics ?? false, rightToLeft: isRightToLeft(text), ...(more.color ? { color: more.color } : {}), ...(index > 0 ? { break: 1 } : {}) })),
        ...(more.footnote === undefined ? [] : [note(more.footnote)]),
      ],
    })
  const body = groups.flatMap(({ topic, notes: those }) => [
    paragraph(topic, { heading: HeadingLevel.HEADING_1 }),
    ...those.flatMap((one) => [
      paragraph(one.statement, { heading: HeadingLevel.HEADING_2 }),
      paragraph(one.verdict, { bold: true }),
      ...(one.caution === undefined ? [] : [paragraph(one.caution, { color: '855C00' })]),
      ...one.reasons.map(({ says, place }) => paragraph(says, { indent: 360, footnote: `Your logic: ${place}.` })),
      ...one.quotes.map(({ stance, quote, title, place }) => paragraph(quote, { indent: 360, italics: true, footnote: `${stance}: ${title}, ${place}.` })),
      ...one.links.map(({ says, statement }) => paragraph(`${says}: ${statement}`, { color: '6B675F' })),
      paragraph(`${one.origin}${one.tags.length === 0 ? '' : ` ${one.tags.map((tag) => `#${tag}`).join(' ')}`}`, { color: '6B675F' }),
    ]),
  ])
  const document = new Document({
    creator: 'Plumbline',
    title: `Notes, ${at.toISOString().slice(0, 10)}`,
    footnotes,
    sections: [{ children: [paragraph('Notes', { heading: HeadingLevel.TITLE }), ...(body.length === 0 ? [paragraph('There are no notes here.')] : body)] }],
  })
  return new Uint8Array(await (await Packer.toBlob(document)).arrayBuffer())
}
