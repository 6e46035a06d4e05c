package ngo.zoo.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeTableTest {
  @ParameterizedTest
  @CsvSource({
    "zoo-keeper-tiny, FEE_KEEPER_TINY",
    "Qwen/Qwen3-4B-Instruct, FEE_QWEN3_4B",
    "mistral_7B_v0.3, FEE_7B",
    "Qwen2.5-32B-Instruct, FEE_32B",
    "qwen2.5:72b, FEE_72B",
    "deepseek-ai/DeepSeek-V3-0324, FEE_DEEPSEEK_V3"
  })
  void aModelPaysItsOwnLineOrItsSizes(String model, Parameter line) {
    assertThat(Parameter.feeOf(model)).contains(line);
  }

  @Test
  void aModelOfNoLineHasNoFee() {
    assertThat(Parameter.feeOf("llama-17b")).isEmpty();
  }
}
