/** Rill's mark: water that runs down in three threads. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <g stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
        <path d="M5.5 3.5c0 5 4 5 4 9s-3 4-3 8" opacity="0.45" />
        <path d="M11.5 3.5c0 5 4 5 4 9s-3 4-3 8" opacity="0.75" />
        <path d="M17.5 3.5c0 5 4 5 4 9s-3 4-3 8" />
      </g>
    </svg>
  )
}
