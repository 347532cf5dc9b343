package shop;

import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.events.CfnConnection;
import software.amazon.awscdk.services.servicecatalog.ProductStack;
import software.constructs.Construct;

/** How a partner is called: with a key, which no template shows, and with the queue that the partner answers to. */
public class PartnerProduct extends ProductStack {
    public PartnerProduct(final Construct scope, final String id) {
        super(scope, id);
        final CfnParameter apiKey = CfnParameter.Builder.create(this, "ApiKey").noEcho(true).build();
        final CfnParameter replyTo = CfnParameter.Builder.create(this, "ReplyTo").build();
        final CfnConnection connection = CfnConnection.Builder.create(this, "Connection")
            .authorizationType("API_KEY")
            .authParameters(CfnConnection.AuthParametersProperty.builder()
                .apiKeyAuthParameters(CfnConnection.ApiKeyAuthParametersProperty.builder()
                    .apiKeyName("x-api-key")
                    .apiKeyValue(apiKey.getValueAsString())
                    .build())
                .invocationHttpParameters(CfnConnection.ConnectionHttpParametersProperty.builder()
                    .headerParameters(List.of(CfnConnection.ParameterProperty.builder()
                        .key("x-reply-to")
                        .value(replyTo.getValueAsString())
                        .build()))
                    .build())
                .build())
            .build();
        CfnOutput.Builder.create(this, "ConnectionArn").value(connection.getAttrArn()).build();
    }
}
