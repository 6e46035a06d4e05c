package ngo.zoo.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignInServletTest {
  @Test
  void followsPathsOfThisSiteOnly() {
    assertThat(SignInServlet.localPath("/proposal.xhtml?id=7&tab=a")).startsWith("/proposal");
    assertThat(SignInServlet.localPath("//evil.example")).isEqualTo("/");
    assertThat(SignInServlet.localPath("/\\evil.example")).isEqualTo("/");
    assertThat(SignInServlet.localPath("https://evil.example")).isEqualTo("/");
    assertThat(SignInServlet.localPath("/a\r\nSet-Cookie: x=1")).isEqualTo("/");
    assertThat(SignInServlet.localPath(null)).isEqualTo("/");
  }
}
