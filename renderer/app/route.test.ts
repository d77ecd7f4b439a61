/** Places in the app: each hash leads where it says, and a wrong one to a new chat. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { parseRoute } from './route.ts'

const cases: readonly [string, object][] = [
  ['', { screen: 'chat' }],
  ['#/chat', { screen: 'chat' }],
  ['#/chat/01K', { screen: 'chat', id: '01K' }],
  ['#/check/01K', { screen: 'check', id: '01K' }],
  ['#/sources', { screen: 'sources' }],
  ['#/sources/01K?start=12&end=40', { screen: 'sources', id: '01K', start: 12, end: 40 }],
  ['#/sources/01K?start=-1&end=x', { screen: 'sources', id: '01K' }],
  ['#/notes/01K', { screen: 'notes', id: '01K' }],
  ['#/rules', { screen: 'rules' }],
  ['#/rules/01K?line=21&rule=pue_floor', { screen: 'rules', id: '01K', line: 21, rule: 'pue_floor' }],
  ['#/rules?file=a.rules&line=x', { screen: 'rules', file: 'a.rules' }],
  ['#/growth', { screen: 'growth' }],
  ['#/history', { screen: 'history' }],
  ['#/history?day=2026-01-31', { screen: 'history', day: '2026-01-31' }],
  ['#/history/note/01K?day=yesterday', { screen: 'history', note: '01K' }],
  ['#/history/set/01K', { screen: 'history', set: '01K' }],
  ['#/history/other/01K', { screen: 'history' }],
  ['#/settings/anything', { screen: 'settings' }],
  ['#/nowhere/01K', { screen: 'chat' }],
]
for (const [hash, route] of cases) test(`“${hash}” leads to its screen`, () => deepEqual(parseRoute(hash), route))
