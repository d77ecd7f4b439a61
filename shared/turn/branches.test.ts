/** Branches in a tiny notation: `b<a` goes on from a, `b<` begins, `b~a` answers again, `b/a` edits, `b+g` belongs to a comparison, `b` says nothing. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { TurnId } from '../model/ids.ts'
import { branchTree, choicesTo, openBranch, pathOf, type TurnLinks } from './branches.ts'

const turnsOf = (notation: string): TurnLinks[] =>
  notation.split(' ').map((word) => {
    const [, id, rest] = /^(\w)(.*)$/.exec(word)!
    const said = (sign: string) => new RegExp(`\\${sign}(\\w)`).exec(rest!)?.[1]
    return {
      id: id as TurnId,
      ...(rest!.includes('<') ? { after: (said('<') as TurnId | undefined) ?? null } : {}),
      ...(said('~') ? { retryOf: said('~') as TurnId } : {}),
      ...(said('/') ? { editOf: said('/') as TurnId } : {}),
      ...(said('+') ? { compare: { group: said('+')! } } : {}),
    }
  })

const paths: [name: string, turns: string, turn: string, path: string][] = [
  ['turns that say nothing follow each other', 'a b c', 'c', 'ab'],
  ['the first has nothing before it', 'a b', 'a', ''],
  ['a retry stands beside what it answers again', 'a b c~b', 'c', 'a'],
  ['what follows a retry of the last question follows the retry', 'a b~a c', 'c', 'b'],
  ['a retry further up leaves the line of an older conversation as it was', 'a b c~a d', 'd', 'ab'],
  ['an edit stands beside what it edits', 'a b c/b d', 'd', 'ac'],
  ['an edit of the first question begins the conversation', 'a b c/a', 'c', ''],
  ['links win over the order', 'a< b<a c<a d<b', 'd', 'ab'],
  ['a turn may go on from an older branch', 'a b c/b d<b', 'd', 'ab'],
  ['a path ends where what was given ends', 'c<b d<c', 'd', 'c'],
  ['answers side by side go on from the same turn', 'a b+g c+g d<c', 'd', 'ac'],
  ['a circle ends', 'a<b b<a', 'b', 'a'],
]
for (const [name, turns, turn, path] of paths) {
  test(name, () => deepEqual(pathOf(turnsOf(turns), turn as TurnId).map((each) => each.id).join(''), path))
}

/** `b(ab)2` : open answer b of the answers a and b, one of two questions at that place. */
const shown = (turns: string, questions: Record<string, string> = {}, answers: Record<string, string> = {}): string =>
  openBranch(branchTree(turnsOf(turns)), { question: (after) => questions[after ?? ''] as TurnId | undefined, answer: (question) => answers[question] as TurnId | undefined })
    .map((each) => `${each.open.id}(${each.answers.map((answer) => answer.id).join('')})${each.beside.length}`)
    .join(' ')

const open: [name: string, turns: string, chosen: [Record<string, string>, Record<string, string>] | [], is: string][] = [
  ['a plain conversation', 'a b c', [], 'a(a)1 b(b)1 c(c)1'],
  ['the latest answer is open', 'a b~a', [], 'b(ab)1'],
  ['the branch with the latest turn is open', 'a< b<a c/b<a d<b', [], 'a(a)1 b(b)2 d(d)1'],
  ['the answer that was gone on from is open', 'a< b~a< c<a', [], 'a(ab)1 c(c)1'],
  ['a chosen question', 'a< b<a c/b<a d<c', [{ a: 'b' }, {}], 'a(a)1 b(b)2'],
  ['a chosen answer, with what follows it', 'a< b<a c~a< d<c', [{}, { a: 'a' }], 'a(ac)1 b(b)1'],
  ['a choice that is not there is passed over', 'a< b<a', [{ a: 'x' }, { a: 'y' }], 'a(a)1 b(b)1'],
  ['an edited first question', 'a< b<a c/a<', [{ '': 'a' }, {}], 'a(a)2 b(b)1'],
  ['answers side by side are one question', 'a< b<a+g c<a+g', [], 'a(a)1 c(bc)1'],
  ['what was not given yet is not missed', 'c<b d<c', [], 'c(c)1 d(d)1'],
  ['nothing', '', [], ''],
]
for (const [name, turns, [questions, answers], is] of open) {
  test(`open: ${name}`, () => deepEqual(turns === '' ? openBranch(branchTree([]), { question: () => undefined, answer: () => undefined }).join() : shown(turns, questions, answers), is))
}

test('every turn can be reached by choices, whatever the tree', () => {
  const turns = turnsOf('a< b<a c/b<a d~c<a e<d f<b g/f<b h/a< i~h< j<i')
  const tree = branchTree(turns)
  const reached = turns.map(({ id }) => {
    const choices = choicesTo(tree, id)
    const path = openBranch(tree, {
      question: (after) => choices.find((choice) => choice.after === after)?.question,
      answer: (question) => choices.find((choice) => choice.question === question)?.answer,
    })
    return path.some((each) => each.open.id === id)
  })
  deepEqual(reached, turns.map(() => true))
})
