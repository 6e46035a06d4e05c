package ngo.zoo.routing.service;

import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import ngo.zoo.routing.Answer;

/** Tells the meter of each question how it ended and, if it was answered, how long that took. */
public class MeteredQuestions {
  @Inject private QuestionMeter meter;

  /** Around every call that gives an {@link Answer}. */
  @AroundInvoke
  public Object measure(InvocationContext call) throws Exception {
    if (call.getMethod().getReturnType() != Answer.class) {
      return call.proceed();
    }
    long begun = System.nanoTime();
    try {
      Object answer = call.proceed();
      meter.answered(System.nanoTime() - begun);
      return answer;
    } catch (Exception | Error e) {
      meter.failed(e);
      throw e;
    }
  }
}
