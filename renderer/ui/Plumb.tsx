/** The plumb line: a thread and its bob. */
export function Plumb({ size = 20, className = '' }: { size?: number; className?: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true" className={className}>
      <path d="M10 1.2v7.4" stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" />
      <path d="M6.9 8.6h6.2l-.9 4.6L10 19l-2.2-5.8z" fill="currentColor" />
    </svg>
  )
}
