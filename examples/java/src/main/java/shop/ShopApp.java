package shop;

import software.amazon.awscdk.App;

public final class ShopApp {
    public static void main(final String[] args) {
        final App app = new App();
        final CatalogStack catalog = new CatalogStack(app, "ShopCatalog");
        // `cdk deploy --all -c queueVersion=v2` updates the queue.
        final Object queueVersion = app.getNode().tryGetContext("queueVersion");
        new ShopStack(app, "Shop", catalog, queueVersion == null ? "v1" : (String) queueVersion);
        app.synth();
    }

    private ShopApp() {}
}
