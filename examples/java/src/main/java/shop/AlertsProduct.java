package shop;

import software.amazon.awscdk.services.servicecatalog.ProductStack;
import software.amazon.awscdk.services.sns.CfnTopic;
import software.constructs.Construct;

public class AlertsProduct extends ProductStack {
    public AlertsProduct(final Construct scope, final String id) {
        super(scope, id);
        CfnTopic.Builder.create(this, "Topic").build();
    }
}
