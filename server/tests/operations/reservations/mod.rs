//! A reservation system that is asked: the flows of the desk with its book in this process over real HTTP, what it refuses or does not
//! answer, its wire format, and both processes killed at every step.

#[path = "../../../desk/tests/changes/both.rs"]
mod both;
#[path = "../../../desk/tests/cases/common.rs"]
#[allow(dead_code)]
mod common;
#[path = "../../../desk/tests/changes/crowd.rs"]
mod crowd;
mod killed;
mod refused;
#[path = "../../../desk/tests/changes/scene.rs"]
#[allow(dead_code)]
mod scene;
mod system;
mod wire;
