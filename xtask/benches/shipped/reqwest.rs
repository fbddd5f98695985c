//! The least that a program with an HTTP client does: one form is posted, and its answer read.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("which address?")?;
    let post = reqwest::Client::new().post(address);
    let form = post.header("content-type", "application/x-www-form-urlencoded");
    let answer = form.body("mid=shop&tid=T1").send().await?;
    println!("{}", answer.text().await?);
    Ok(())
}
