// Runs in a page, as a script of an attacker: everything that a page can try without asking its user.

/** Resolves with nothing where an attempt gets no answer at all. */
const within = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 700))]);

const attempts = {
  async posts({ endpoint, body, stolen }) {
    for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded', undefined]) {
      const headers = type === undefined ? {} : { 'content-type': type };
      for (const mode of ['cors', 'no-cors']) {
        const init = { method: 'POST', mode, headers, body: new Blob([body]) };
        await read(stolen, `fetch ${mode} ${type}`, `${endpoint}/Execute`, init);
      }
    }
    const invocation = '/2015-03-31/functions/lambda-rds/invocations';
    for (const path of ['/', '/_workbench/reset', invocation]) {
      await read(stolen, `fetch ${path}`, endpoint + path, { method: 'POST', mode: 'no-cors', body });
    }
    await read(stolen, 'fetch DELETE', `${endpoint}/_workbench/calls`, { method: 'DELETE' });
    navigator.sendBeacon(`${endpoint}/Execute`, body);
    navigator.sendBeacon(`${endpoint}/Execute`, new Blob([body], { type: 'application/json' }));
  },

  async reads({ endpoint, stolen }) {
    for (const path of ['/', '/_workbench/calls', '/_workbench/transactions', '/_workbench/calls/stream']) {
      for (const mode of ['cors', 'no-cors']) {
        const init = { mode, referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(500) };
        await read(stolen, `fetch ${mode} ${path}`, endpoint + path, init);
      }
    }
  },

  xhr: ({ endpoint, body, stolen }) =>
    new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.open('POST', `${endpoint}/Execute`);
      xhr.setRequestHeader('content-type', 'text/plain');
      xhr.onloadend = () => {
        if (xhr.status === 200) stolen.push(`xhr: ${xhr.responseText}`);
        resolve();
      };
      xhr.send(body);
    }),

  async elements({ endpoint, stolen }) {
    const url = `${endpoint}/_workbench/calls`;
    await tryElement(stolen, Object.assign(document.createElement('img'), { src: url }));
    await tryElement(stolen, Object.assign(document.createElement('script'), { src: url }));
    await tryElement(stolen, Object.assign(document.createElement('object'), { data: url }));
    await tryElement(stolen, Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url }));
  },

  async forms({ endpoint, body }) {
    for (const path of ['/Execute', '/_workbench/reset']) {
      const frame = Object.assign(document.createElement('iframe'), { name: `frame of ${path}` });
      const target = { action: endpoint + path, method: 'POST', enctype: 'text/plain', target: frame.name };
      const form = Object.assign(document.createElement('form'), target);
      // As text/plain, a form sends name=value: the sign between them has to be somewhere in the JSON.
      const input = { name: body.replace(/}$/, ',"x":"'), value: '"}' };
      form.append(Object.assign(document.createElement('input'), input));
      document.body.append(frame, form);
      form.submit();
      await within(new Promise((resolve) => frame.addEventListener('load', resolve)));
    }
  },

  async frames({ endpoint, stolen }) {
    for (const path of ['/', '/_workbench/calls']) {
      const frame = Object.assign(document.createElement('iframe'), { src: endpoint + path });
      document.body.append(frame);
      await within(new Promise((resolve) => frame.addEventListener('load', resolve)));
      const text = frame.contentDocument?.body.textContent ?? '';
      if (/Cluster ARN|"calls"/.test(text)) stolen.push(`frame: ${text}`);
    }
  },

  eventSource: ({ endpoint, stolen }) =>
    new Promise((resolve) => {
      const source = new EventSource(`${endpoint}/_workbench/calls/stream`);
      source.addEventListener('open', () => resolve(stolen.push('event source opened')));
      source.addEventListener('error', resolve);
    }),

  webSocket: ({ endpoint, stolen }) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${endpoint.replace('http', 'ws')}/_workbench/calls/stream`);
      socket.addEventListener('open', () => resolve(stolen.push('web socket opened')));
      socket.addEventListener('error', resolve);
    }),
};

const tryElement = (stolen, element) =>
  within(
    new Promise((resolve) => {
      element.addEventListener('load', () => resolve(stolen.push(`${element.tagName} loaded`)));
      element.addEventListener('error', resolve);
      document.body.append(element);
    }),
  );

async function read(stolen, name, url, init) {
  try {
    const response = await fetch(url, init);
    if (response.ok) stolen.push(`${name}: ${await response.text()}`);
  } catch {
    // The browser refuses to tell.
  }
}

/** Tries everything. Resolves with what could be read; what was done shows in the database. */
globalThis.attack = async (endpoint, body) => {
  const stolen = [];
  for (const attempt of Object.values(attempts)) await within(attempt({ endpoint, body, stolen }));
  return stolen;
};
