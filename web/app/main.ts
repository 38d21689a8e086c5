// Where the studio begins in the browser: the styles, and the shell put into the page.
import { mount } from "svelte";
import "./shell/studio.css";
import App from "./shell/App.svelte";

const target = document.getElementById("studio");
if (target !== null) mount(App, { target });
