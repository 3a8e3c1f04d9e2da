/** CPU per request as a multiple of the limit, as a chart for the documentation. */
const colours = {
  limit: '#8a8f98',
  ours: '#0a7d57',
  'ours-cached': '#34c38f',
  'ours-cached-room': '#8fe0bf',
  mercurius: '#3b6fd6',
  'mercurius-with-duties': '#7ea3ee',
  'apollo-fast-lane': '#b3679b',
  yoga: '#7a4fd0',
  today: '#d68a1f',
  hive: '#c2453f',
};
const width = 860;
const left = 330;
const rowHeight = 15;
const largestShown = 16;

export function chart({ servers }, workloads) {
  const limit = servers.find(({ name }) => name === 'limit');
  const scale = (width - left - 70) / Math.log2(largestShown * 4);
  let top = 44;
  const bars = workloads.flatMap(({ name, what }) => {
    const hasFigure = ({ figures }) => figures[`${name}.cpuUs`] !== undefined;
    if (!hasFigure(limit)) return [];
    const groupTop = top;
    const rows = servers.filter(hasFigure);
    top += rows.length * rowHeight + 34;
    return [
      `<text x="12" y="${groupTop}" font-weight="600">${name}: ${what}</text>`,
      ...rows.map((server, row) => {
        const ratio = server.figures[`${name}.cpuUs`].value / limit.figures[`${name}.cpuUs`].value;
        const length = Math.max(2, Math.min(Math.log2(ratio * 4), Math.log2(largestShown * 4)) * scale);
        const y = groupTop + 8 + row * rowHeight;
        return (
          `<text x="${left - 8}" y="${y + 11}" text-anchor="end">${server.title}</text>` +
          `<rect x="${left}" y="${y + 2}" width="${length.toFixed(1)}" height="${rowHeight - 4}" fill="${colours[server.name]}"/>` +
          `<text x="${(left + length + 6).toFixed(1)}" y="${y + 11}">${ratio.toFixed(2)}×</text>`
        );
      }),
    ];
  });
  const height = top + 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11">
<title>CPU per request, times that of a proxy written by hand. Logarithmic; shorter is better.</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="12" y="20" font-size="13">CPU per request, times that of a proxy written by hand (logarithmic; shorter is better)</text>
${bars.join('\n')}
</svg>
`;
}
