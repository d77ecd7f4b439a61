/** One HTML file that holds notes with their proofs and checks itself when it is opened. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { BundleData } from './bundleData.ts'
import { hashOf } from './bundleData.ts'
import { showBundle } from './showBundle.ts'
import { verifyBundle } from './verifyBundle.ts'

const STYLE = `
:root{color-scheme:light dark;--paper:#fbfaf8;--ink:#1d1c1a;--soft:#6b675f;--line:#e4e0d8;--verified:#2f7d4f;--open:#855c00;--contradicted:#b3382c;--mark:#f3e9c8}
@media (prefers-color-scheme:dark){:root{--paper:#17181a;--ink:#ecebe8;--soft:#9c9a94;--line:#2e3135;--verified:#6cc08f;--open:#dcb154;--contradicted:#ee8a7d;--mark:#4a3f1c}}
html{background:var(--paper);color:var(--ink);font:15px/1.55 "Inter","Noto Sans",Arial,"Noto Sans CJK KR","Malgun Gothic","Hiragino Sans","Microsoft YaHei",sans-serif}
body{max-width:72ch;margin:0 auto;padding:2rem 1.25rem 4rem}h1{font-size:1.5rem;margin:0}h2{font-size:1.02rem;margin:1.8rem 0 .2rem;overflow-wrap:anywhere}
#verdict{padding:.7rem .9rem;border:2px solid var(--line);border-radius:8px;font-weight:600}#verdict.whole{border-color:var(--verified)}#verdict.broken{border-color:var(--contradicted)}
.verified,.whole{color:var(--verified)}.contradicted,.broken{color:var(--contradicted)}.unverified{color:var(--open)}.soft{color:var(--soft);font-size:.86rem;overflow-wrap:anywhere}
p{margin:.3rem 0}blockquote{margin:.4rem 0;padding:.1rem .8rem;border-inline-start:2px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:var(--mark);color:inherit}code{overflow-wrap:anywhere;font-size:.86rem}pre{overflow:auto;font-size:.8rem}
`

/** Runs in the page. */
const START = `
const hex = (bytes) => Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, '0')).join('')
const digest = async (text) => hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
const text = document.getElementById('data').textContent
const stated = document.getElementById('stated').textContent
if (!globalThis.crypto || !crypto.subtle) document.getElementById('verdict').textContent = 'This browser cannot compute SHA-256 for a local file; open it in a newer one to check it.'
else verify(text, stated, digest).then((result) => { let data; try { data = JSON.parse(text) } catch {} ; try { show(document, data, result) } catch { show(document, undefined, { ...result, whole: false }) } })
`

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** The page. Its script is the only one that may run in it, by its hash; nothing is loaded. */
export function proofBundle(data: BundleData): { page: string; fingerprint: string } {
  // `<` would end the element; a reader of JSON takes the escape for the same sign.
  const text = JSON.stringify(data).replaceAll('<', String.raw`\u003c`)
  const fingerprint = hashOf(text)
  const script = `'use strict';\nconst verify = ${verifyBundle.toString()};\nconst show = ${showBundle.toString()};\n${START}`.replaceAll('</', String.raw`<\/`)
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${base64(sha256(utf8ToBytes(script)))}'">
<title>Proof bundle, ${data.made.slice(0, 10)}</title><style>${STYLE}</style></head>
<body><h1>Proof bundle</h1>
<p class="soft">Written by Plumbline on ${data.made}. It guards against accident and quiet change: whoever changes the whole file can make a new fingerprint, so compare the fingerprint with the one that the sender tells you by another way.</p>
<p id="verdict">Checking…</p><ul id="faults"></ul>
<noscript><p>This file checks itself with a script; allow scripts to see its notes.</p></noscript>
<p class="soft">Fingerprint <code id="fingerprint"></code><span hidden id="stated">${fingerprint}</span></p>
<main id="notes"></main><section id="rules"></section>
<script type="application/json" id="data">${text}</script>
<script>${script}</script></body></html>
`
  return { page, fingerprint }
}
