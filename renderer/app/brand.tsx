/** The product's mark: a branch line off the main line. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <path
        d="M9 5v22M9 21c0-6 14-3 14-11"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="23" cy="8" r="3.2" fill="#dca02b" />
      <circle cx="9" cy="27" r="2.8" fill="currentColor" />
      <circle cx="9" cy="5" r="2.8" fill="currentColor" />
    </svg>
  );
}
