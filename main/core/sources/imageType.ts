/** Which images models take, told by their first bytes. */

/** Bytes of one image: the least of what the usual servers take. */
export const MAX_IMAGE = 5 * 1024 * 1024

const signatures: readonly (readonly [begins: RegExp, type: string])[] = [
  [/^iVBORw0KGgo/, 'image/png'],
  [/^\/9j\//, 'image/jpeg'],
  [/^R0lGOD[dl]h/, 'image/gif'],
  [/^UklGR.{6}XRUJQ/, 'image/webp'],
]

/** `undefined` where the bytes, as base64 from the first, are no image of these kinds. */
export const imageType = (base64: string): string | undefined => signatures.find(([begins]) => begins.test(base64))?.[1]
