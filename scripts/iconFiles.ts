/** The two containers that Windows and macOS want icons in, each around plain PNG pictures. */

/**
 * A Windows icon: a header of 6 bytes, an entry of 16 for each picture, and the pictures.
 * @param pictures PNG by size in pixels, at most 256.
 */
export function toIco(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.size)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.size, 4)
  let offset = head.length
  ;[...pictures].forEach(([size, png], index) => {
    const at = 6 + 16 * index
    // 0 stands for 256.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...pictures.values()])
}

/** What macOS calls a PNG of each size; the second is the same number of pixels for a screen of double density. */
const ICNS_TYPES: readonly [size: number, types: readonly string[]][] = [
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]

/**
 * A macOS icon: `icns`, the length of all, and for each picture its type, its length and the PNG. Lengths count their own 8 bytes.
 * @param pictures PNG by size in pixels; every size of `ICNS_TYPES` must be there.
 */
export function toIcns(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const block = (type: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(8 + content.length, 4)
    return Buffer.concat([head, content])
  }
  const parts = ICNS_TYPES.flatMap(([size, types]) => {
    const png = pictures.get(size)
    if (png === undefined) throw new Error(`an .icns needs a picture of ${size} pixels`)
    return types.map((type) => block(type, png))
  })
  return block('icns', Buffer.concat(parts))
}
