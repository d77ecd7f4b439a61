/** Has diagrams drawn by the hidden frame, which is opened with the first one and opened again when it does not answer. */
import type { DiagramAnswer, DiagramQuestion, Look } from './diagramMessages.ts'

/** Milliseconds for one diagram, the loading of the frame included. */
const PATIENCE = 20_000

let frame: HTMLIFrameElement | undefined
let opened: Promise<MessagePort> | undefined
let ids = 0
const waiting = new Map<number, (answer: DiagramAnswer) => void>()

function close(): void {
  frame?.remove()
  frame = opened = undefined
  for (const [id, resolve] of waiting) resolve({ id, problem: 'it took too long' })
  waiting.clear()
}

function open(): Promise<MessagePort> {
  opened ??= new Promise((resolve) => {
    const element = document.createElement('iframe')
    element.src = new URL('diagram.html', document.baseURI).href
    element.className = 'diagram-frame'
    element.tabIndex = -1
    element.title = 'Diagrams are drawn here'
    element.setAttribute('aria-hidden', 'true')
    element.inert = true
    element.onload = () => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }: MessageEvent<DiagramAnswer>) => {
        waiting.get(data.id)?.(data)
        waiting.delete(data.id)
      }
      element.contentWindow?.postMessage('port', location.origin, [port2])
      resolve(port1)
    }
    document.body.append(element)
    frame = element
  })
  return opened
}

export async function drawDiagram(source: string, look: Look): Promise<DiagramAnswer> {
  const id = (ids += 1)
  const late = setTimeout(close, PATIENCE)
  const answer = new Promise<DiagramAnswer>((resolve) => waiting.set(id, resolve))
  const question: DiagramQuestion = { id, source, look }
  void open().then((port) => port.postMessage(question))
  return answer.finally(() => clearTimeout(late))
}

/** The colours as they are now. */
export function lookNow(): Look {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  return { dark: document.documentElement.dataset['theme'] === 'dark', ink: token('ink'), soft: token('soft'), line: token('line-strong'), panel: token('panel'), paper: token('paper'), hover: token('hover'), series: ['accent', 'code-number', 'code-name', 'code-string', 'soft'].map(token) }
}
