/** A proof as a graph, laid out from what is given down to what follows. Arrow keys and Tab go from node to node; Enter opens the rule. */
import { graphlib, layout } from '@dagrejs/dagre'
import { Background, type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useMemo } from 'react'
import type { ProofGraph, Tried } from '../../../../shared/contract/ruleContract.ts'
import { wordingOf } from '../../../ui/judged/verdictWords.ts'
import { ruleHref } from '../../../core/ruleSets.ts'

const WIDTH = 140
const LINE = 18
/** Characters that fit on one line of a node. */
const PER_LINE = 17

type ProofNode = Node<{ says: string; kind: ProofGraph['nodes'][number]['kind']; href: string | undefined }, 'proof'>

const kinds: Record<ProofGraph['nodes'][number]['kind'], string> = {
  claim: 'the claim', rule: 'a rule', default: 'a usual rule', define: 'a definition', fact: 'a fact', closed: 'a closed relation', derived: 'follows', clash: 'the clash',
}
const tone = (kind: ProofNode['data']['kind']): string =>
  kind === 'clash' ? 'border-contradicted bg-contradicted-tint' : kind === 'claim' ? 'border-accent bg-accent-tint' : kind === 'derived' ? 'border-line bg-paper' : 'border-line-strong bg-raised'

function ProofNodeView({ data, sourcePosition, targetPosition }: NodeProps<ProofNode>) {
  return (
    <div className={`flex h-full w-full items-center justify-center rounded-lg border px-2 py-1 text-center text-[0.6875rem] leading-[1.1rem] ${tone(data.kind)}`}>
      <Handle type="target" position={targetPosition ?? Position.Top} className="!size-0 !min-h-0 !min-w-0 !border-0" isConnectable={false} />
      <span dir="auto" className="max-w-full break-words">
        {data.says}
      </span>
      <Handle type="source" position={sourcePosition ?? Position.Bottom} className="!size-0 !min-h-0 !min-w-0 !border-0" isConnectable={false} />
    </div>
  )
}

const go = (href: string): void => {
  location.hash = href
}

const nodeTypes = { proof: ProofNodeView }
const heightOf = (says: string): number => Math.max(1, Math.ceil(says.length / PER_LINE)) * LINE + 14

type Direction = 'TB' | 'LR'
interface LaidOut {
  readonly nodes: ProofNode[]
  readonly edges: Edge[]
  readonly width: number
  readonly height: number
}

/** What a node says: the values it was used with stand in the steps beside the graph. */
const shortened = (proof: ProofGraph): ProofGraph => ({ ...proof, nodes: proof.nodes.map((node) => ({ ...node, says: wordingOf(node.says).words })) })

function laidOut(proof: ProofGraph, because: Tried['because'], direction: Direction): LaidOut {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: direction, nodesep: 12, ranksep: 24 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of proof.nodes) graph.setNode(node.id, { width: WIDTH, height: heightOf(node.says) })
  for (const { from, to } of proof.edges) graph.setEdge(from, to)
  layout(graph)
  const nodes = proof.nodes.map((node): ProofNode => {
    const { x, y } = graph.node(node.id)
    const height = heightOf(node.says)
    const entry = node.because === undefined ? undefined : because[node.because]
    return {
      id: node.id,
      type: 'proof',
      position: { x: x - WIDTH / 2, y: y - height / 2 },
      data: { says: node.says, kind: node.kind, href: entry && ruleHref(entry) },
      width: WIDTH,
      height,
      sourcePosition: direction === 'TB' ? Position.Bottom : Position.Right,
      targetPosition: direction === 'TB' ? Position.Top : Position.Left,
      draggable: false,
      connectable: false,
      ariaLabel: `${kinds[node.kind]}: ${node.says}${proof.edges.some((edge) => edge.to === node.id) ? `, from ${proof.edges.filter((edge) => edge.to === node.id).length} above` : ''}`,
    }
  })
  const edges = proof.edges.map(({ from, to }): Edge => ({ id: `${from}>${to}`, source: from, target: to, focusable: false, style: { stroke: 'var(--line-strong)' } }))
  const reach = (side: (node: ProofNode) => number): number => Math.max(...nodes.map(side), 60)
  return { nodes, edges, width: reach((node) => node.position.x + WIDTH), height: reach((node) => node.position.y + (node.height ?? 0)) }
}

/** Down or to the right, whichever stays readable in the width there is. */
function bestLaidOut(proof: ProofGraph, because: Tried['because'], width: number): LaidOut {
  const down = laidOut(proof, because, 'TB')
  if (down.width <= width) return down
  const right = laidOut(proof, because, 'LR')
  return right.width < down.width ? right : down
}

/** Pixels that a graph has beside the work, and in a dialog of its own. */
const BESIDE = 300
const LARGE = 820

export default function ProofGraphView({ proof, because, verdict, large = false }: { proof: ProofGraph; because: Tried['because']; verdict: Tried['verdict']; large?: boolean }) {
  const width = large ? LARGE : BESIDE
  const { nodes, edges, height, width: full } = useMemo(() => bestLaidOut(shortened(proof), because, width), [proof, because, width])
  const scale = Math.min(1, width / full)
  return (
    <div className="mt-2 rounded-lg border border-line bg-paper" style={{ height: Math.min(large ? 640 : 420, Math.max(90, height * scale + 36)) }} role="group" aria-label={`The proof as a graph, ${verdict}. ${proof.steps.join(' ')}`}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={{ padding: 0.08, maxZoom: 1 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elementsSelectable
        preventScrolling={false}
        zoomOnScroll={false}
        proOptions={{ hideAttribution: true }}
        onNodeDoubleClick={(_event, node) => node.data.href && go(node.data.href)}
        onKeyDown={(event) => {
          const id = (event.target as Element).closest('[data-id]')?.getAttribute('data-id')
          const href = nodes.find((node) => node.id === id)?.data.href
          if (event.key === 'Enter' && href) go(href)
        }}
      >
        <Background gap={24} size={0.6} />
      </ReactFlow>
    </div>
  )
}
