/**
 * The page in which diagrams are drawn: a hidden frame whose policy allows the styles that Mermaid writes and nothing else, no connection, no
 * picture, no script but our own. What leaves it is SVG as text, which is only ever shown as a picture.
 */
import mermaid from 'mermaid'
import { type DiagramAnswer, type DiagramQuestion, FONT, type Look, MOST_EDGES } from './diagramMessages.ts'

const settings = ({ dark, ink, soft, line, panel, paper, hover, series }: Look): Parameters<typeof mermaid.initialize>[0] => ({
  startOnLoad: false,
  securityLevel: 'strict',
  suppressErrorRendering: true,
  htmlLabels: false,
  maxEdges: MOST_EDGES,
  layout: 'dagre',
  look: 'classic',
  fontFamily: FONT,
  theme: 'base',
  themeVariables: { darkMode: dark, background: paper, primaryColor: panel, primaryTextColor: ink, primaryBorderColor: line, secondaryColor: hover, tertiaryColor: paper, lineColor: soft, textColor: ink, noteBkgColor: hover, noteTextColor: ink, noteBorderColor: line, fontSize: '14px', fontFamily: FONT, pieOpacity: '0.55', pieSectionTextColor: ink, ...Object.fromEntries(series.map((colour, i) => [`pie${i + 1}`, colour])), xyChart: { backgroundColor: paper, plotColorPalette: series.join(', ') } },
  // A diagram may not change what keeps it harmless, nor how the house looks.
  secure: ['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges', 'suppressErrorRendering', 'htmlLabels', 'fontFamily', 'theme', 'themeVariables', 'themeCSS', 'dompurifyConfig', 'layout', 'look'],
})

/** What could act or reach out goes, although a picture would let neither happen. */
function harmless(svg: SVGSVGElement): void {
  for (const one of svg.querySelectorAll('script, iframe, object, embed, image, img, video, audio, form, input, link, meta, base')) one.remove()
  for (const element of svg.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      if (/^on/i.test(name) || (/href$|^src/i.test(name) && !value.startsWith('#'))) element.removeAttribute(name)
    }
  }
}

/** Labels are words here: what looks like a tag is written as its characters, `<br>` excepted, before anything could read it as one. */
const asWords = (source: string): string => source.replace(/(?<!<)<(?!br\s*\/?>)(?=\/?[a-z][^<>]*>)/gi, '#lt;')

async function draw({ id, source, look }: DiagramQuestion): Promise<DiagramAnswer> {
  const place = document.createElement('div')
  document.body.replaceChildren(place)
  try {
    mermaid.initialize(settings(look))
    const drawn = await mermaid.render(`diagram${id}`, asWords(source), place)
    // In a document of its own that runs and loads nothing.
    const svg = new DOMParser().parseFromString(drawn.svg, 'text/html').querySelector('svg')
    if (!svg) return { id, problem: 'nothing was drawn' }
    harmless(svg)
    const [, , width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number)
    if (!(width > 0 && height > 0)) return { id, problem: 'nothing was drawn' }
    svg.setAttribute('width', String(width))
    svg.setAttribute('height', String(height))
    svg.removeAttribute('style')
    const said = [svg.querySelector(':scope > title'), svg.querySelector(':scope > desc')].map((one) => one?.textContent?.trim()).filter(Boolean)
    return { id, svg: new XMLSerializer().serializeToString(svg), width, height, kind: drawn.diagramType, said: said.join('. ') }
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) }
  } finally {
    document.body.replaceChildren()
  }
}

/** One at a time: Mermaid has one state for all. */
let last: Promise<void> = Promise.resolve()

addEventListener('message', (event) => {
  const port = event.ports[0]
  if (event.source !== parent || event.origin !== location.origin || !port) return
  port.onmessage = ({ data }: MessageEvent<DiagramQuestion>) => {
    last = last.then(async () => port.postMessage(await draw(data)))
  }
})
