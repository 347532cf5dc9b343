package shop;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.servicecatalog.ProductStack;
import software.amazon.awscdk.services.sqs.CfnQueue;
import software.constructs.Construct;

public class QueueProduct extends ProductStack {
    public QueueProduct(final Construct scope, final String id, final boolean encrypted) {
        super(scope, id);
        final CfnParameter retention = CfnParameter.Builder.create(this, "RetentionSeconds")
            .type("Number")
            .defaultValue(345600)
            .build();
        final CfnQueue queue = CfnQueue.Builder.create(this, "Queue")
            .messageRetentionPeriod(retention.getValueAsNumber())
            .sqsManagedSseEnabled(encrypted)
            .build();
        CfnOutput.Builder.create(this, "QueueUrl").value(queue.getRef()).build();
    }
}
