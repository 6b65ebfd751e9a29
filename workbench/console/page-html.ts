/** What the page's HTML points to. */
interface PageLinks {
  readonly script: string;
  readonly style: string;
  /** Lets the editor insert its style sheet. */
  readonly nonce: string;
}

/** A dot in the accent's colour; with it, no browser asks for /favicon.ico. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%234f46e5'/%3E%3Cpath d='M4 5h8M4 8h8M4 11h5' stroke='%23fff' stroke-width='1.6' stroke-linecap='round'/%3E%3C/svg%3E";

/** @returns the console's one page. */
export function toPageHtml({ script, style, nonce }: PageLinks): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>RDS Data API workbench</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="style-nonce" content="${nonce}">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${style}">
<script type="module" src="${script}"></script>
</head>
<body><div id="app"></div><noscript>The console needs JavaScript; curl gets text here.</noscript></body>
</html>
`;
}
