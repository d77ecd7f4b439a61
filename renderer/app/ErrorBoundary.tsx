/** A fault of ours is caught here, told in words, and left behind in one click; nothing that was saved is lost. */
import { Component, type ReactNode } from 'react'
import { problemSentence } from '../../shared/problemSentence.ts'
import { Button } from '../ui/Button.tsx'

export class ErrorBoundary extends Component<{ children: ReactNode; place: string }, { failed?: { place: string; id: string } }> {
  override state: { failed?: { place: string; id: string } } = {}

  static getDerivedStateFromError(): { failed: { place: string; id: string } } {
    return { failed: { place: '', id: Date.now().toString(36).toUpperCase() } }
  }

  override componentDidCatch(error: unknown): void {
    console.error(`fault ${this.state.failed?.id}`, error)
  }

  override componentDidUpdate(before: { place: string }): void {
    if (this.state.failed && before.place !== this.props.place) this.setState({ failed: undefined as never })
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <main className="m-auto flex max-w-md flex-col items-start gap-4 p-8" role="alert">
        <p>{problemSentence({ code: 'fault', detail: this.state.failed.id })}</p>
        <Button onClick={() => this.setState({ failed: undefined as never })}>Show it again</Button>
      </main>
    )
  }
}
