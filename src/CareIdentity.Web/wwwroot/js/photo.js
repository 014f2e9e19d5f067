// Crops a photo to the 4:5 of a card before it is sent. Without this the file goes as it is and the server checks it all the same.
const WIDTH = 400;
const HEIGHT = 500;

export function start(form) {
  const input = form.querySelector("input[type=file]");
  const crop = form.querySelector("[data-crop]");
  const frame = crop.querySelector(".cis-crop__frame");
  const canvas = crop.querySelector("canvas");
  const zoom = crop.querySelector(".cis-crop__zoom");
  const video = crop.querySelector("video");
  const cameraButton = crop.querySelector("[data-camera]");
  const shootButton = crop.querySelector("[data-shoot]");
  const context = canvas.getContext("2d");
  const state = { picture: null, x: 0, y: 0 };
  crop.hidden = false;
  cameraButton.hidden = !navigator.mediaDevices?.getUserMedia;

  const scale = () => Math.max(WIDTH / state.picture.width, HEIGHT / state.picture.height) * (zoom.valueAsNumber / 100);

  const draw = () => {
    const size = scale();
    const [w, h] = [state.picture.width * size, state.picture.height * size];
    state.x = Math.min(0, Math.max(WIDTH - w, state.x));
    state.y = Math.min(0, Math.max(HEIGHT - h, state.y));
    context.drawImage(state.picture, state.x, state.y, w, h);
  };

  const move = (dx, dy) => {
    state.x += dx;
    state.y += dy;
    draw();
  };

  const show = (picture) => {
    Object.assign(state, { picture, x: 0, y: 0 });
    zoom.value = 100;
    frame.hidden = false;
    const size = scale();
    move((WIDTH - picture.width * size) / 2, (HEIGHT - picture.height * size) / 2);
  };

  const load = async () => {
    const file = input.files[0];
    const picture = file ? await createImageBitmap(file).catch(() => null) : null;
    if (picture) {
      show(picture);
    } else {
      frame.hidden = true;
    }
  };
  input.addEventListener("change", load);
  if (input.files.length > 0) {
    load(); // Chosen before this script was there.
  }

  zoom.addEventListener("input", draw);
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] };
    const sizes = { "+": 10, "=": 10, "-": -10 };
    if (steps[event.key]) {
      move(...steps[event.key]);
      event.preventDefault();
    } else if (sizes[event.key]) {
      zoom.valueAsNumber += sizes[event.key];
      draw();
      event.preventDefault();
    }
  });
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons === 1) {
      move(event.movementX, event.movementY);
    }
  });

  // Nobody is filmed longer than they look: not twice at once, not after the picture, not on a page that was left.
  let camera = null;
  let pressed = 0;
  const release = () => {
    pressed += 1;
    camera?.getTracks().forEach((track) => track.stop());
    camera = null;
    video.srcObject = null;
    video.hidden = true;
    shootButton.hidden = true;
  };
  window.addEventListener("pagehide", release);

  cameraButton.addEventListener("click", async () => {
    release();
    const press = pressed;
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: 1280 } }).catch(() => null);
    if (!stream) {
      cameraButton.textContent = "The camera cannot be used; choose a file instead";
      return;
    }

    if (press !== pressed) {
      stream.getTracks().forEach((track) => track.stop()); // Pressed again, or left, while the browser still asked.
      return;
    }

    camera = stream;
    video.srcObject = stream;
    video.hidden = false;
    const plays = await video.play().then(() => true, () => false); // Before its first frame there is nothing to take.
    shootButton.hidden = !plays || press !== pressed;
  });
  shootButton.addEventListener("click", () => {
    const still = Object.assign(document.createElement("canvas"), { width: video.videoWidth, height: video.videoHeight });
    still.getContext("2d").drawImage(video, 0, 0); // A bitmap of a video is refused by some browsers.
    show(still);
    release();
  });

  let cropped = false;
  form.addEventListener("submit", (event) => {
    if (!state.picture || cropped) {
      return;
    }

    event.preventDefault();
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
      cropped = true;
      input.files = files.files;
      form.requestSubmit();
    }, "image/jpeg", 0.92);
  });
}
