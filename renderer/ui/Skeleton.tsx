/** What stands in while something loads; seen only when that takes longer than 200 ms. */
export function Skeleton() {
  return (
    <div className="late mx-auto w-full max-w-[var(--measure)] grow px-5 pt-10" role="status" aria-label="Loading">
      {[92, 100, 84, 0, 96, 70].map((width, i) => (
        <div key={i} className="mb-3 h-3.5 rounded-full bg-hover" style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
