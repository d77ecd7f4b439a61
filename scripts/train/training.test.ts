/** The training tools on problems whose answers are known. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linearScore, probability, treeScore } from '../../main/core/checking/treeModel.ts'
import { boostTrees } from './boostedTrees.ts'
import { fitLogistic } from './logistic.ts'
import { auroc, calibrationError, decisions, precisionAt, spanF1 } from './measures.ts'
import { seededRandom } from './seededRandom.ts'

test('trees learn what no sum can: one or the other, not both', () => {
  const random = seededRandom(1)
  const rows = Array.from({ length: 400 }, () => Float64Array.of(random(), random()))
  const target = rows.map(([a, b]) => (a! > 0.5 !== b! > 0.5 ? 1 : 0))
  const options = { trees: 30, depth: 2, rate: 0.3, minWeight: 1, lambda: 1, rowShare: 1, featureShare: 1, seed: 2 }
  const model = boostTrees(rows, target, rows.map(() => 1), options)
  const wrong = rows.filter((row, i) => treeScore(model, row) > 0 !== (target[i] === 1)).length
  assert.ok(wrong < 20, `${wrong} wrong`)
  assert.deepEqual(boostTrees(rows, target, rows.map(() => 1), options), model)
})

test('logistic regression finds the line it was drawn from', () => {
  const random = seededRandom(3)
  const rows = Array.from({ length: 4000 }, () => [random() * 4 - 2, random() * 10])
  const target = rows.map(([a, b]) => (random() < probability(1 + 2 * a! - 0.3 * b!) ? 1 : 0))
  const model = fitLogistic(rows, target, rows.map(() => 1), 0.01)
  assert.ok(Math.abs(model.weights[0]! - 2) < 0.2 && Math.abs(model.weights[1]! + 0.3) < 0.05 && Math.abs(model.bias - 1) < 0.3, JSON.stringify(model))
  assert.ok(linearScore(model, [2, 0]) > 0)
})

test('measures have their known values', () => {
  assert.equal(auroc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), 0.75)
  assert.equal(auroc([0.5, 0.5], [0, 1]), 0.5)
  assert.deepEqual(decisions([0.9, 0.6, 0.2, 0.1], [1, 0, 1, 0]), { f1: 0.5, balanced: 0.5 })
  assert.equal(calibrationError([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0]), 0)
  assert.equal(precisionAt(0.5, [0.9, 0.8, 0.1, 0.2], [0, 1, 1, 0]), 0.5)
  assert.equal(spanF1([{ length: 10, marked: [{ start: 0, end: 4 }], found: [{ start: 2, end: 6 }] }]), 0.5)
})
