/** Line icons, drawn here, so that nothing is loaded. */

const SPACE = 'http://www.w3.org/2000/svg';
const PATHS = {
  compass: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M15.5 8.5l-2 5-5 2 2-5z'],
  hash: ['M9.5 4L7.5 20', 'M16.5 4l-2 16', 'M4.5 9h15', 'M4 15h15'],
  lock: ['M6 11h12v9H6z', 'M8.5 11V8a3.5 3.5 0 0 1 7 0v3'],
  home: ['M4 11l8-7 8 7', 'M6.5 9.5V20h11V9.5'],
  thread: ['M4 5h16v10H11l-4 4v-4H4z', 'M8 9h8', 'M8 12h5'],
  smile: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M8.5 14.5c2 2.3 5 2.3 7 0', 'M9 9.5v.5', 'M15 9.5v.5'],
  reply: ['M20 18c0-5-4-8-9-8H5', 'M9 5l-5 5 5 5'],
  more: ['M5 12h.01', 'M12 12h.01', 'M19 12h.01'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  menu: ['M4 7h16', 'M4 12h16', 'M4 17h16'],
  send: ['M5 12h14', 'M13 6l6 6-6 6'],
  clock: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M12 7.5V12l3 2'],
  bell: ['M6.5 16V11a5.5 5.5 0 0 1 11 0v5l1.5 2H5z', 'M10.5 20.5h3'],
  inspect: ['M4 6h16', 'M4 12h10', 'M4 18h7', 'M18 14v6', 'M15 17h6'],
  down: ['M6 9l6 6 6-6'],
  back: ['M15 5l-7 7 7 7'],
  eye: ['M2.5 12C6 6.5 18 6.5 21.5 12 18 17.5 6 17.5 2.5 12z', 'M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z'],
  warn: ['M12 4l9 16H3z', 'M12 10v4.5', 'M12 17v.5'],
  window: ['M4 6h16v12H4z', 'M4 10h16'],
  plus: ['M12 5v14', 'M5 12h14'],
  map: ['M4 6l5.5-2 5 2L20 4v14l-5.5 2-5-2L4 20z', 'M9.5 4v14', 'M14.5 6v14'],
};

export function icon(name) {
  const svg = document.createElementNS(SPACE, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true' })) {
    svg.setAttribute(key, value);
  }
  for (const drawn of PATHS[name] || []) {
    const path = document.createElementNS(SPACE, 'path');
    path.setAttribute('d', drawn);
    svg.append(path);
  }
  return svg;
}
