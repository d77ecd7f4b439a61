/** What a fence holds: code, or a diagram that is drawn once all of it is there. */
import { lazy, Suspense } from 'react'
import { CodeBlock } from './CodeBlock.tsx'

const Diagram = lazy(() => import('./Diagram.tsx'))

export function FencedCode({ code, language, closed }: { code: string; language: string; closed: boolean }) {
  if (language.toLowerCase() !== 'mermaid' || !closed) return <CodeBlock code={code} language={language} />
  return (
    <Suspense fallback={<CodeBlock code={code} language={language} />}>
      <Diagram source={code} />
    </Suspense>
  )
}
