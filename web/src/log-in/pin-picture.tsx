import type { ComponentChildren } from 'preact';

const red = '#b5402f';
const gold = '#e0a63a';
const teal = '#1f7a72';
const green = '#5d8a3a';
const brown = '#8a5a33';
const cream = '#f3e3c8';
const blue = '#3f78a8';

const petals = [0, 60, 120, 180, 240, 300];
const rays = [0, 45, 90, 135, 180, 225, 270, 315];

/** Drawn for children: one plain shape each, told apart by form as well as by colour. */
const pictures: Readonly<Record<string, ComponentChildren>> = {
  sun: (
    <g fill={gold}>
      <circle cx="24" cy="24" r="9.5" />
      {rays.map((turn) => (
        <path key={turn} d="M21.8 11.5 24 3.5l2.2 8z" transform={`rotate(${turn} 24 24)`} />
      ))}
    </g>
  ),
  moon: <path fill={gold} d="M29 5a19 19 0 1 0 13.5 27.500A16 16 0 0 1 29 5z" />,
  star: <path fill={red} d="m24 4 5.8 13 14.2 1.5-10.6 9.5 3 14L24 34.8 11.6 42l3-14L4 18.5 18.2 17z" />,
  flower: (
    <g>
      {petals.map((turn) => (
        <ellipse
          key={turn}
          cx="24"
          cy="12.5"
          rx="6"
          ry="8.5"
          fill={red}
          transform={`rotate(${turn} 24 24)`}
        />
      ))}
      <circle cx="24" cy="24" r="6" fill={gold} />
    </g>
  ),
  apple: (
    <g>
      <path
        fill={red}
        d="M24 15c-4-4-16-3-16 10 0 10 7 18 11 18 2.5 0 3-1 5-1s2.5 1 5 1c4 0 11-8 11-18 0-13-12-14-16-10z"
      />
      <path fill="none" stroke={brown} stroke-width="3" stroke-linecap="round" d="M24 15c0-4 1-7 3-9" />
      <path fill={green} d="M27 11c2-5 7-6 11-5-1 5-5 8-11 5z" />
    </g>
  ),
  pomegranate: (
    <g>
      <path fill={red} d="m16 5 4 4 4-5 4 5 4-4v8H16z" />
      <circle cx="24" cy="28" r="16" fill={red} />
      <path fill={cream} d="M24 19c7 0 10 5 9 11-1 5-5 8-9 8s-8-3-9-8c-1-6 2-11 9-11z" />
      <g fill={red}>
        <circle cx="20" cy="26" r="2.3" />
        <circle cx="28" cy="26" r="2.3" />
        <circle cx="24" cy="31" r="2.3" />
        <circle cx="18.5" cy="32.5" r="2" />
        <circle cx="29.5" cy="32.5" r="2" />
      </g>
    </g>
  ),
  mountain: (
    <g>
      <path fill={teal} d="M20 42 34 16l13 26z" />
      <path fill={brown} d="M1 42 18 8l17 34z" />
      <path fill={cream} stroke={brown} stroke-width="1" d="m18 8 6.5 13-4-2-3 4-3.5-4-3.5 2z" />
    </g>
  ),
  river: (
    <g>
      <path fill={green} d="M3 10h42v30H3z" />
      <path
        fill={blue}
        d="M27 8c10 0 10 8 1 11s-16 5-12 11 22 4 20 12H12C4 36 2 26 12 21s14-3 8-8c-2-3 2-5 7-5z"
      />
      <path
        fill="none"
        stroke={cream}
        stroke-width="1.5"
        stroke-linecap="round"
        d="M12 30c2 4 7 5 12 7M15 24c2-1 4-2 6-2"
      />
    </g>
  ),
  fish: (
    <g>
      <path fill={blue} d="M33 24 45 14v20z" />
      <ellipse cx="20" cy="24" rx="17" ry="11" fill={blue} />
      <circle cx="11.5" cy="21" r="2.5" fill={cream} />
      <path fill="none" stroke={cream} stroke-width="2" d="M20 15.500c4 5 4 12 0 17" />
    </g>
  ),
  bird: (
    <g>
      <path
        fill={teal}
        d="M8 17c0-6 5-10 10-10s9 4 9 8c6 1 12 6 17 13-8 1-10 2-13 5-4 5-18 5-21-5-1-4-2-6-2-11z"
      />
      <path fill={gold} d="m8 14-6 4 6.5 2z" />
      <circle cx="16" cy="14.5" r="2.2" fill={cream} />
      <path fill={cream} d="M20 22c6-1 11 1 14 6-6 3-13 2-14-6z" opacity=".65" />
      <path stroke={gold} stroke-width="2.5" stroke-linecap="round" d="M19 36v7M25 36v7" />
    </g>
  ),
  house: (
    <g>
      <path fill={cream} stroke={brown} stroke-width="1.5" d="M9 22h30v21H9z" />
      <path fill={red} d="M24 4 3 24h42z" />
      <path fill={teal} d="M20 29h8v14h-8z" />
    </g>
  ),
  book: (
    <g>
      <path fill={teal} d="M4 9h40v31H4z" />
      <path fill={cream} d="M24 13c-5-3-11-3-16-2v25c5-1 11-1 16 2 5-3 11-3 16-2V11c-5-1-11-1-16 2z" />
      <path
        stroke={brown}
        stroke-width="2"
        d="M24 13v25M12 18c3 0 6 0 8 1M12 24c3 0 6 0 8 1M28 19c2-1 5-1 8-1M28 25c2-1 5-1 8-1"
        fill="none"
      />
    </g>
  ),
};

/** A picture of a PIN; its name is said by the button around it. */
export function PinPicture({ name }: { name: string }) {
  return (
    <svg class="pin-picture" viewBox="0 0 48 48" aria-hidden="true">
      {pictures[name] ?? (
        <text x="24" y="30" text-anchor="middle" font-size="14" fill="currentColor">
          {name}
        </text>
      )}
    </svg>
  );
}
