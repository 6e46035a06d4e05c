// Sends files to /api/v1/imports as they are, with the progress of the upload; the page of the import shows the rest.
const $ = (id) => document.getElementById(id);
const texts = $("import-texts").dataset;
const base = `${texts.context ?? ""}/api/v1/imports`;

function say(text) {
  $("import-error").textContent = text;
  $("import-error").hidden = !text;
}

// XMLHttpRequest, because fetch does not tell how much of a body is sent.
function send(method, address, type, file) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader("Content-Type", type);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.upload.onprogress = (event) => {
      $("import-bar").value = event.total ? event.loaded / event.total : 0;
      $("import-progress-text").textContent = `${texts.uploading} ${file.name}`;
    };
    request.onerror = () => reject(new Error(texts.lost));
    request.onload = () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // An answer without JSON is shown by its status.
      }
      if (request.status === 202) resolve(answer);
      else reject(new Error(answer.detail ?? `${texts.lost} (${request.status})`));
    };
    request.send(file);
  });
}

async function upload() {
  const file = $("import-file").files[0];
  const vectors = $("import-vectors").files[0];
  const embedder = $("import-embedder").value.trim();
  if (vectors && !embedder) throw new Error(texts.whose);
  const order = new URLSearchParams({ file: file.name, bad_vectors: $("import-bad").value });
  if ($("import-format").value) order.set("format", $("import-format").value);
  if ($("import-domain").value.trim()) order.set("domain", $("import-domain").value.trim());
  if ($("import-dry").checked) order.set("dry_run", "true");
  if (vectors) order.set("vectors_follow", "true");
  const { id } = await send("POST", `${base}?${order}`, "application/octet-stream", file);
  if (vectors) {
    const whose = new URLSearchParams({ embedder_id: embedder });
    await send("PUT", `${base}/${id}/vectors?${whose}`, "application/octet-stream", vectors);
  }
  return id;
}

$("import-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  say("");
  $("import-send").disabled = true;
  $("import-progress").hidden = false;
  try {
    const id = await upload();
    location.assign(`${location.pathname}?${new URLSearchParams({ id })}`);
  } catch (error) {
    say(error.message);
    $("import-send").disabled = false;
    $("import-progress").hidden = true;
  }
});
