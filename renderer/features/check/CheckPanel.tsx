/** Connects checking a text: the field and earlier checks, or one check with its verdicts and evidence. */
import { Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { AnswerSaid } from '../../core/AnswerSaid.tsx'
import { EvidencePanel } from '../../core/EvidencePanel.tsx'
import { judgedOf, nextClaim, placesOf } from '../../core/judgedTurn.ts'
import { lookAt } from '../../core/lookAt.ts'
import { release } from '../../core/release.ts'
import { ruleHref } from '../../core/ruleSets.ts'
import { keyOf, useKept } from '../../core/keptClaims.ts'
import { useKeys } from '../../core/keys.ts'
import type { TurnFeed } from '../../core/turnFeed.ts'
import type { JudgedTextHandle } from '../../ui/judged/JudgedText.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProblemLine } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Check } from './actions.ts'
import { CheckedText } from './CheckedText.tsx'
import { CheckForm } from './CheckForm.tsx'

export function CheckPanel({ check, id }: { check: Check; id: string | undefined }) {
  const open = useStore(check.store, (state) => state.open)
  useEffect(() => {
    void check.open(id)
  }, [check, id])
  if (id === undefined) return <FormPanel check={check} />
  if (open?.problem) {
    return (
      <Page title="Check a text">
        <div className="mx-auto w-full max-w-[var(--measure)] px-5 pt-8">
          <ProblemLine problem={open.problem} onRetry={() => check.core.go('#/check')} retry="Check a text" />
        </div>
      </Page>
    )
  }
  if (!open || open.id !== id || open.loading) {
    return (
      <Page title="Check a text">
        <Skeleton />
      </Page>
    )
  }
  return <CheckedPanel key={id} check={check} feed={open.feed} />
}

function FormPanel({ check }: { check: Check }) {
  const { draft, earlier, busy } = useStore(check.store)
  return (
    <Page title="Check a text">
      <CheckForm
        draft={draft}
        earlier={earlier}
        busy={busy}
        onDraft={check.setDraft}
        onStart={(text) => void check.start(text)}
        onFile={(file) => void check.takeFile(file)}
        onRemove={(turn) => void check.remove(turn)}
      />
    </Page>
  )
}

function CheckedPanel({ check, feed }: { check: Check; feed: TurnFeed }) {
  const { core, choice } = check
  const turn = useStore(feed)
  const chosen = useStore(choice)
  const keys = useKept(core.kept, turn.id)
  const count = turn.claims.length
  const places = useMemo(() => placesOf(feed, count), [feed, count])
  const judged = useMemo(() => judgedOf(feed, choice), [feed, choice])
  const text = useRef<JudgedTextHandle>(null)
  const running = turn.status === 'running'
  const [look] = useState(() => lookAt(core, turn.id))
  const verified = useMemo(() => turn.claims.filter((claim) => claim.verdict === 'verified' && !keys.has(keyOf(turn.id, claim.id))), [turn.claims, turn.id, keys])

  const focusClaim = (index: number): void => {
    const mark = document.querySelector<HTMLElement>(`[data-mark="${index}"]`)
    if (mark) {
      mark.closest('.claim')?.scrollIntoView({ block: 'nearest' })
      mark.focus({ preventScroll: true })
      return
    }
    text.current?.showOffset(feed.getState().claims[index]?.start ?? 0)
    // The mark exists once its block has been scrolled in and rendered.
    setTimeout(() => document.querySelector<HTMLElement>(`[data-mark="${index}"]`)?.focus({ preventScroll: true }), 80)
  }
  const step = (by: 1 | -1): void => {
    const focused = document.activeElement?.getAttribute('data-mark')
    const next = nextClaim(feed, chosen.claim ?? (focused ? Number(focused) : undefined), by)
    if (next === undefined) return
    if (chosen.claim !== undefined) judged.choose(next)
    focusClaim(next)
  }
  const close = (): void => {
    const { claim } = choice.getState()
    choice.setState({}, true)
    if (claim !== undefined) focusClaim(claim)
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Escape: () => {
      if (chosen.claim !== undefined) close()
      else if (running) void check.stop()
    },
  })

  return (
    <Page
      title="Check a text"
      tools={
        <a href="#/check" className="inline-flex h-8 items-center gap-1.5 rounded-lg border border-line bg-raised px-3 text-[0.8125rem] whitespace-nowrap hover:bg-hover">
          <Plus size={15} aria-hidden="true" />
          Another text
        </a>
      }
      onCloseAside={close}
      aside={chosen.claim === undefined ? undefined : <EvidencePanel core={core} feed={feed} index={chosen.claim} onClose={close} onStep={step} />}
    >
      <AnswerSaid feed={feed} running="The text is being checked." />
      <CheckedText
        turn={turn}
        places={places}
        judged={judged}
        toKeep={verified.length}
        onKeepVerified={() => void core.kept.keep(turn.id, verified.map((claim) => claim.id))}
        onClaim={(index) => {
          judged.choose(index)
          focusClaim(index)
        }}
        onStop={() => void check.stop()}
        onScroll={() => {
          if (running) look(() => text.current?.seen())
        }}
        onRelease={() => void release(core, feed)}
        ruleHref={ruleHref}
        onRetry={() => void check.start(turn.answer)}
        textRef={text}
      />
    </Page>
  )
}
