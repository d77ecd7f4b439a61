/** Headers of every response: nothing foreign loads, nothing is framed, nothing private is kept by the browser. */

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
}

/** `more` is where the page may connect to, beside where it came from. */
export function pageHeaders(more: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...more].join(' '),
    "worker-src 'self'",
    // The one page that draws diagrams, and no other, is ours to frame: see `diagramHeaders`.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ]
  return { 'Content-Security-Policy': policy.join('; '), ...HEADERS }
}

/** The page in whose hidden frame diagrams are drawn. */
export const DIAGRAM_PAGE = '/diagram.html'

/** It may write styles, which the screen may not, and so may do nothing else: no connection, no picture, no font, no script but ours. */
export const diagramHeaders = (): Record<string, string> => ({
  ...HEADERS,
  'X-Frame-Options': 'SAMEORIGIN',
  'Content-Security-Policy': ["default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"].join('; '),
})

/** `port` names this server: WebSockets are not covered by 'self' in every browser. */
export const securityHeaders = (port: number): Record<string, string> => pageHeaders([`ws://127.0.0.1:${port}`])
