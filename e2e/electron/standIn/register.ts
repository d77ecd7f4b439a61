/** Loaded before the app: `electron` resolves to the stand-in, and in the core's process `process.parentPort` is there. */
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const standIn = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)),
})

// Workers of the core begin with the same words.
if (isMainThread && process.env['PLUMBLINE_STAND_IN'] === 'core') (await import('./parentPort.ts')).giveParentPort()
