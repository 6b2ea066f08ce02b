const paths = {
  send: 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  up: 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  add: 'M12 5v14M5 12h14',
  shift: 'M12 4.5 4.5 12.5H9V19h6v-6.5h4.5z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  chat: 'M4 5h16v11H10.5L6 20v-4H4z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  book: 'M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zM12 6.5v13',
  check: 'M5 12.5 10 17.5 19 7',
  speak: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  again: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4.5h-4.5',
  branch: 'M7 4v16M7 13c0-4 10-2 10-7M14.5 8.5 17 6l2.5 2.5',
  pencil: 'M5 19l.8-3.8L16 5l3 3L8.8 18.2zM14 7l3 3',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20',
  settings: 'M4 7h9M17 7h3M15 4.8v4.4M4 17h3M11 17h9M9 14.8v4.4',
  tasks: 'M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3.5',
  left: 'M14.5 6l-6 6 6 6',
  right: 'M9.5 6l6 6-6 6',
  wrong: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.1',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-4 3-6 6-6s6 2 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2 .7 3.5 2.5 3.5 5.5',
  school: 'M4 20V10l8-5.5 8 5.5v10M9.5 20v-5.5h5V20M12 9.7v.1',
  practice: 'M6 4h12v16H6zM9 9l1.5 1.5L13.5 7.5M9 15.5h6',
  stop: 'M8 8h8v8H8z',
  show: 'M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  hide: 'M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM5 19 19 5',
  share: 'M12 15V4M7.5 8 12 4l4.5 4M6 12H4.5v8h15v-8H18',
  listen: 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
} as const;

export type IconName = keyof typeof paths;

/** A drawing of lines; what it means is said by the button around it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill={name === 'stop' ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** A flower of a suzani, the embroidery of Tajik homes. */
export function Rosette() {
  return <img class="rosette" src="/rosette.svg" alt="" width="48" height="48" />;
}
